import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../../../../bench/vectors.ts', import.meta.url));

/** The long form is `npm run bench:vectors`. */
test('VE3 a file of 60 MB is read within the memory that one of any size may take', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', script, '--megabytes', '60'],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^60 MB, (\d+) of \1 words in /);
});
