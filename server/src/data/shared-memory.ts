/** Typed arrays that worker threads read without a copy. */
import type { EncodedText } from '@deltaboard/shared/dataset/windows.ts';

export const sharedFloat32 = (length: number): Float32Array<SharedArrayBuffer> =>
  new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT));

/** The same text with its arrays in shared memory. */
export function inSharedMemory(text: EncodedText): EncodedText {
  return {
    radius: text.radius,
    rows: new Int32Array(copied(text.rows)),
    cases: new Int8Array(copied(text.cases)),
    centres: new Int32Array(copied(text.centres)),
    labels: new Uint8Array(copied(text.labels)),
    sentenceOf: new Int32Array(copied(text.sentenceOf)),
    firstWindow: new Int32Array(copied(text.firstWindow)),
  };
}

function copied({ buffer, byteOffset, byteLength }: ArrayBufferView): SharedArrayBuffer {
  const memory = new SharedArrayBuffer(byteLength);
  new Uint8Array(memory).set(new Uint8Array(buffer, byteOffset, byteLength));
  return memory;
}
