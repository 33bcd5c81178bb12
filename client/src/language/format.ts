/** Numbers as they are printed: a true minus sign, fixed digits, so that they can stand in tabular columns. */
const MINUS = '−';

/** `value` with `digits` decimals; what rounds to zero has no sign. */
export function fixed(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value < 0 ? `${MINUS}∞` : '∞';
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? MINUS + text : text;
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** A natural number in lowered figures: ₁₂. */
export const subscript = (whole: number): string =>
  [...String(whole)].map((figure) => SUBSCRIPTS[Number(figure)]).join('');

/** A natural number in raised figures: ⁵⁰. */
export const superscript = (whole: number): string =>
  [...String(whole)].map((figure) => SUPERSCRIPTS[Number(figure)]).join('');

/** `value` as a·10ᵏ with `digits` significant digits: 3·10⁻¹⁷. Zero is 0. */
export function magnitude(value: number, digits = 1): string {
  if (value === 0 || !Number.isFinite(value)) return fixed(value, 0);
  const [mantissa, exponent] = value
    .toExponential(digits - 1)
    .replace(/^-/, MINUS)
    .split('e');
  const power = Number(exponent);
  return `${mantissa}·10${power < 0 ? '⁻' : ''}${superscript(Math.abs(power))}`;
}

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0, signDisplay: 'negative' });

/** A whole number with a comma between thousands: 1,204. Both languages group so. */
export const count = (value: number): string => grouped.format(Math.round(value));

const rules = new Intl.PluralRules('en');

/** The English form for a number: row, rows. */
export const form = (value: number, one: string, other: string): string =>
  rules.select(value) === 'one' ? one : other;

/** A number with its English noun: 1 member, 31 members. */
export const plural = (value: number, one: string, other: string): string =>
  `${count(value)} ${form(value, one, other)}`;
