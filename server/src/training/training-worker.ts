/** The training thread: owns a loop, computes in slices, and listens between them. */
import { parentPort, workerData } from 'node:worker_threads';
import type { LoopSink } from './loop-face.ts';
import { compiledKernels } from '@deltaboard/shared/kernels/compiled.ts';
import { offerCompiled } from '@deltaboard/shared/kernels/kernels-of.ts';
import { createLoop } from './loop.ts';
import { slotsOn } from './slots.ts';
import type { Halt } from './halt.ts';
import type { FromThread, ThreadData, ToThread } from './thread.ts';

offerCompiled(compiledKernels());

const port = parentPort;
if (!port) throw new Error('the training thread was started outside a worker');
const data: ThreadData = workerData;
const { seat } = data;
const slots = slotsOn(data.slots);
const shouldPark = (): boolean => slots.isUp(seat, 'park');

const send = (message: FromThread, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);
const sink: LoopSink = {
  frame: (bytes) => send({ type: 'frame', bytes }, [bytes.buffer]),
  moment: (moment, points) => send({ type: 'moment', moment, points }),
  progressed: (updates, points) => send({ type: 'progressed', updates, points }),
  evaluated: (evaluation, branch) => send({ type: 'evaluated', evaluation, branch }),
  stopped: (because, standing, hit) => send({ type: 'stopped', because, standing, hit }),
  approached: (made, of) => send({ type: 'approached', made, of }),
};
const around = { now: () => performance.now(), shouldPark, level: () => slots.level };
const loop = slots.work(seat, () => createLoop({ ...data, ...around }, sink));

let next: { readonly cancel: () => void } | null = null;

/** Runs a slice as soon as waiting messages have been read. */
function soon(): void {
  next?.cancel();
  const immediate = setImmediate(slice);
  next = { cancel: () => clearImmediate(immediate) };
}

function slice(): void {
  next = null;
  const { lane } = loop;
  if (!lane) return;
  const after = slots.run(seat, lane, (length) => loop.slice(length));
  // Called away: the message that is on its way goes on from here.
  if (after === null || after === 'idle') return;
  if (after.wait === 0) return soon();
  const timer = setTimeout(slice, after.wait);
  next = { cancel: () => clearTimeout(timer) };
}

port.on('message', (message: ToThread) => {
  if (message.type === 'close') {
    process.exit(0); // between two slices: it holds no slot
  }
  slots.work(seat, () => obey(message));
  soon();
});

function obey(message: Exclude<ToThread, { type: 'close' }>): void {
  switch (message.type) {
    case 'start':
      return loop.start(message.speed);
    case 'speed':
      return loop.setSpeed(message.speed);
    case 'probe':
      return loop.setProbe(message.probe);
    case 'follow':
      return loop.follow(message.branch, message.common);
    case 'breakpoints':
      return loop.setBreakpoints(message.breakpoints);
    case 'park':
      loop.park((standing) => answer(message.id, standing));
      return slots.lower(seat, 'park');
    case 'seek': {
      const { id, step, operation } = message;
      slots.lower(seat, 'call');
      return loop.seek(step, operation, {
        arrived: (standing) => answer(id, standing),
        gaveUp: (standing, branch) => send({ type: 'gave-up', id, standing, branch }),
      });
    }
    case 'cancel':
      slots.lower(seat, 'call');
      return loop.cancel();
  }
}

function answer(id: number, standing: Halt): void {
  send({ type: 'stood', id, standing });
}

soon();
