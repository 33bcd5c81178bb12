/** The lesson that tests are taught. */
import { readFileSync } from 'node:fs';

export const sampleText = readFileSync(
  new URL('../../../../lessons/samples/first-look.json', import.meta.url),
  'utf8',
);
