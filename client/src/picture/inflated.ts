import { BadFrame } from '@deltaboard/shared/protocol/bad-frame.ts';

/** The `length` bytes that were deflated; no more are ever held. Rejects with BadFrame when they are others. */
export async function inflated(packed: Uint8Array, length: number): Promise<Uint8Array> {
  const unpacked = new Uint8Array(length);
  let at = 0;
  try {
    const { body } = new Response(packed as Uint8Array<ArrayBuffer>);
    const reader = body?.pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      if (done) break;
      // Longer than it may be: set() refuses it.
      unpacked.set(value, at);
      at += value.length;
    }
  } catch {
    throw new BadFrame('packed', packed.length);
  }
  if (at !== length) throw new BadFrame('packed', at);
  return unpacked;
}
