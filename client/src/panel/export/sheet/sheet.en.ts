/** Over what is printed, and under a curve. */
export const messages = {
  run: (number: number) => `Run ${number}`,
  branch: (number: number) => `Branch ${number}`,
  running: 'live',
  step: (step: string) => `step ${step}`,
  whole: (step: string) => (step === '0' ? 'no steps yet' : `step ${step}, complete`),
  inside: (step: string, operation: number, of: number, symbol: string) =>
    `step ${step}, operation ${operation} of ${of} (${symbol})`,
  across: 'steps',
};
