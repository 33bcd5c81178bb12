/**
 * `npm run audit`: known weaknesses in what is served or run. Ends with 1 where there is one of high or critical severity. Where the registry has no
 * such service, or none can be reached, that is said aloud, and is no failure.
 */
import { spawnSync } from 'node:child_process';

const LEVEL = 'high';
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const { stdout, stderr, status } = spawnSync(
  npm,
  ['audit', '--omit', 'dev', '--audit-level', LEVEL, '--json'],
  {
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64_000_000,
  },
);

interface Audited {
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string }>>;
}

function read(): Audited {
  try {
    return JSON.parse(stdout) as Audited;
  } catch {
    return {};
  }
}

const { metadata, vulnerabilities = {} } = read();
if (!metadata) {
  console.warn(`NOT AUDITED: the registry does not answer. ${stderr.trim().split('\n')[0] ?? ''}`);
} else {
  for (const [name, { severity }] of Object.entries(vulnerabilities)) console.warn(`${severity}: ${name}`);
  console.warn(`Audited: ${JSON.stringify(metadata.vulnerabilities)}`);
  if (status !== 0) process.exitCode = 1;
}
