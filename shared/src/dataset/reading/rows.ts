/** A table's text as rows of cells that know where they stand. */
import { isBlank, linesOf } from '../lines.ts';
import type { Separator } from './shape.ts';

export interface Cell {
  readonly text: string;
  /** 1-based, UTF-16 code units. */
  readonly column: number;
}

export interface Row {
  /** 1-based. */
  readonly line: number;
  /** None for a blank line. */
  readonly cells: readonly Cell[];
  /** As it is written; of a row over several lines the first. */
  readonly written: string;
}

/** Cells of quoted tables may hold separators, line ends and doubled quotes; of the others a line is a row. */
export function rowsOf(text: string, separator: Separator): Row[] {
  if (separator === 'comma') return quotedRows(text, ',');
  if (separator === 'semicolon') return quotedRows(text, ';');
  const cellsOf = separator === 'tab' ? atTabs : atSpaces;
  return linesOf(text).map((written, index) => ({
    line: index + 1,
    cells: isBlank(written) ? [] : cellsOf(written),
    written,
  }));
}

function atTabs(line: string): Cell[] {
  let column = 1;
  return line.split('\t').map((text) => {
    const cell = { text, column };
    column += text.length + 1;
    return cell;
  });
}

/** A line of a table that is cut at spaces, unless it has tabs: then at those only, and its cells keep their spaces. */
const atSpaces = (line: string): Cell[] =>
  line.includes('\t')
    ? atTabs(line)
    : Array.from(line.matchAll(/\S+/gu), ({ 0: text, index }) => ({ text, column: index + 1 }));

/** RFC 4180, with any line end; a quote inside a cell that does not begin with one is a sign like any other. */
function quotedRows(text: string, separator: string): Row[] {
  const lines = linesOf(text);
  const rows: Row[] = [];
  for (let index = 0; index < lines.length; index++) {
    const first = index;
    const cells: Cell[] = [];
    let at = 0;
    for (;;) {
      const column = at + 1;
      let cell = '';
      if (lines[index][at] === '"' && isClosed(lines, index, at)) {
        at++;
        for (;;) {
          const end = lines[index].indexOf('"', at);
          if (end < 0) {
            cell += `${lines[index].slice(at)}\n`;
            index++;
            at = 0;
          } else if (lines[index][end + 1] === '"') {
            cell += lines[index].slice(at, end + 1);
            at = end + 2;
          } else {
            cell += lines[index].slice(at, end);
            at = end + 1;
            break;
          }
        }
      }
      const end = lines[index].indexOf(separator, at);
      cell += lines[index].slice(at, end < 0 ? undefined : end);
      cells.push({ text: cell, column });
      if (end < 0) break;
      at = end + 1;
    }
    const isEmpty = cells.every((cell) => isBlank(cell.text));
    rows.push({ line: first + 1, cells: isEmpty ? [] : cells, written: lines[first] });
  }
  return rows;
}

/** A quote that nobody closes within a few lines is a sign, so that one stray quote does not swallow the file. */
const LONGEST_CELL = 20;
function isClosed(lines: readonly string[], index: number, at: number): boolean {
  const [first = '', ...rest] = lines.slice(index, index + LONGEST_CELL);
  return /^(?:[^"]|"")*"(?!")/.test([first.slice(at + 1), ...rest].join('\n'));
}
