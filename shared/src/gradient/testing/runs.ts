/** How many random configurations a contract is held on: 200 in CI; `npm run contract` asks for more and wants figures. */
const asked = process.env.CONTRACT_RUNS;

export const RUNS = Number(asked ?? 200);

/** Said by the long run only. */
export function report(line: string): void {
  if (asked) console.warn(line);
}
