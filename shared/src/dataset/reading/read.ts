/** The way in for a text that somebody brings: from its characters to sentences, with what was guessed (SPEC IM1). */
import { readRecords } from './read-records.ts';
import type { Reading } from './reading.ts';
import { readSentences } from './sentences.ts';
import type { Shape } from './shape.ts';
import { readTable } from './table.ts';

/** Never throws for what stands in the text: what cannot be read is a problem, and left out. */
export function readText(text: string, shape: Shape): Reading {
  switch (shape.kind) {
    case 'table':
      return readTable(text, shape);
    case 'sentences':
      return readSentences(text, shape.brackets);
    case 'records':
      return readRecords(text, shape.names);
  }
}
