/** 128 random bits as base64url. A page over plain HTTP has no crypto.randomUUID. */
export function random128(): string {
  const bits = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bits))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
