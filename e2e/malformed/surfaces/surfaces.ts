/** All of them. */
import { inProcess } from './decoders.ts';
import { files } from './files.ts';
import { frames } from './frames.ts';
import { handshakes } from './handshakes.ts';
import { packets } from './packets.ts';
import { http } from './requests.ts';

/** Over real sockets. */
export const overSockets = [packets, handshakes, frames, http] as const;
export const surfaces = [...overSockets, inProcess, files] as const;
