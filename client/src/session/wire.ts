/**
 * A message as the protocol types it. In a browser the msgpack parser reads binary as ArrayBuffer, under Node as Buffer;
 * the protocol says Uint8Array.
 */
export function withBytes<T>(message: T): T {
  return revived(message) as T;
}

function revived(value: unknown): unknown {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revived(inner)]));
}
