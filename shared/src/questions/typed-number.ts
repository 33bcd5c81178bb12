/** Numbers that are typed as an answer: how they are read, and when one is right (SPEC QU32). */

/** As an answer is kept: −0.43 is "-0.43"; digits as they were typed, for how many they are says how exact it means to be. */
export const TYPED_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e-?[1-9]\d?)?$/;
/** Characters of one. */
export const TYPED_LIMIT = 24;

/** What was typed in the normal form; null where it is no number. The decimal sign is a point or a comma, the minus any of its signs. */
export function readNumber(typed: string): string | null {
  const parts = /^([+\-−–])?(\d*)(?:[.,](\d*))?(?:e([+\-−–])?(\d{1,2}))?$/i.exec(typed.replace(/\s/g, ''));
  if (!parts) return null;
  const [, sign = '', whole, decimals = '', powerSign = '', power = ''] = parts;
  if (whole + decimals === '') return null;
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const exponent = Number(power);
  const raised = exponent === 0 ? '' : `e${isMinus(powerSign) ? '-' : ''}${exponent}`;
  const text = `${isMinus(sign) ? '-' : ''}${digits}${decimals && `.${decimals}`}${raised}`;
  return text.length <= TYPED_LIMIT ? text : null;
}

const isMinus = (sign: string): boolean => sign !== '' && sign !== '+';

/** The same with the other sign, as a key does it: what is half typed stays as it is. */
export const negated = (typed: string): string => {
  const text = typed.trim();
  return /^[-−–]/.test(text) ? text.slice(1) : `−${text.replace(/^\+/, '')}`;
};

/** A number as a whole number of steps of 10^−decimals. */
interface Decimal {
  readonly steps: bigint;
  readonly decimals: number;
}

/** Of an integer the zeros at its end do not count as typed. */
function decimalOf(typed: string): Decimal {
  const [mantissa, exponent = '0'] = typed.split('e');
  const [whole, decimals = ''] = mantissa.split('.');
  const ending = decimals === '' ? (/[1-9](0+)$/.exec(whole)?.[1].length ?? 0) : 0;
  const digits = whole.slice(0, whole.length - ending) + decimals;
  return { steps: BigInt(digits), decimals: decimals.length - ending - Number(exponent) };
}

/** A finite number as numerator ÷ 2^twos, exactly: doubling is exact. */
function fractionOf(value: number): { readonly numerator: bigint; readonly twos: number } {
  let [whole, twos] = [value, 0];
  while (!Number.isInteger(whole)) {
    whole *= 2;
    twos++;
  }
  return { numerator: BigInt(whole), twos };
}

const tenTo = (exponent: number): bigint => BigInt(`1${'0'.repeat(exponent)}`);
const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** Fewer significant digits of the answer than these are not asked for. */
const LEAST_DIGITS = 2;

/**
 * Whether a typed number is the truth, correctly rounded: to the place of its own last digit, but never to fewer than two significant
 * digits of the truth. What lies exactly in the middle may be rounded away from zero or to the even digit. In exact arithmetic.
 *
 * @param typed in the normal form
 * @param truth finite
 */
export function isRounded(typed: string, truth: number): boolean {
  const { steps, decimals } = decimalOf(typed);
  if (truth === 0 || steps === 0n) return truth === 0 && steps === 0n;
  const leading = Number(truth.toExponential().split('e')[1]);
  const places = Math.max(decimals, LEAST_DIGITS - 1 - leading);
  // Both in units so small that either is whole: 10^−fine ÷ 2^twos.
  const fine = Math.max(places, 0);
  const { numerator, twos } = fractionOf(truth);
  const halves = 1n << BigInt(twos);
  const exact = numerator * tenTo(fine);
  const given = steps * tenTo(fine - decimals) * halves;
  const unit = tenTo(fine - places) * halves;
  const twiceApart = 2n * absolute(exact - given);
  if (twiceApart !== unit) return twiceApart < unit;
  return absolute(given) > absolute(exact) || (given / unit) % 2n === 0n;
}
