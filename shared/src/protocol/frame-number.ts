/** Where a live picture says which it is; read by whoever passes it on and decodes nothing. */
export const NUMBER_AT = 0;
export const KEYFRAME_AT = 4;

/** The number a picture carries; 0, which none has, where the bytes are too few. */
export const frameNumber = (bytes: Uint8Array): number =>
  bytes.length < 4 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(NUMBER_AT, true);
