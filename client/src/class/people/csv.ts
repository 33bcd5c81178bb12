/** Tables as text that spreadsheets read (RFC 4180). */

/**
 * What a spreadsheet would read as a formula, also behind spaces and what is not seen, in full width as East Asian ones
 * take it, and on a line of its own.
 */
const FORMULA = /(^|[\r\n])(?=[\s\p{Default_Ignorable_Code_Point}\p{Cf}]*[=+\-@＝＋－＠])|^(?=[\t\r\n])/gu;
/** Also the separators of other countries' spreadsheets, which would begin another cell. */
const QUOTED = /[",;\t\r\n]/;

/** One cell: quoted where it must be, and never a formula. A number is a number. */
export function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = value.replace(FORMULA, "$1'");
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** With the mark by which spreadsheets know UTF-8. */
export const csv = (rows: readonly (readonly (string | number)[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
