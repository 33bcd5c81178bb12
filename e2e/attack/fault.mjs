/**
 * Loaded before a server on which it is tried what an exception in one room's timer does (`node --import`): where a timer of the server
 * writes a member's name that is this one, as it tells those who lead the class who is here, it throws. Nothing of the server is another
 * for it.
 */
export const NAME = 'throw in the timer';

const byteLength = Buffer.byteLength.bind(Buffer);
Buffer.byteLength = (value, ...rest) => {
  if (value === NAME && isInTimer()) throw new Error('a timer of this room has thrown');
  return byteLength(value, ...rest);
};

function isInTimer() {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = Infinity;
  const { stack } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return stack.includes('listOnTimeout');
}
