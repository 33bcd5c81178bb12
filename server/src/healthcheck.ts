/** Ends with 0 where this machine's server takes classes: for a container's health check. */
const port = process.env['PORT'] ?? '3000';
const WITHIN_MS = 4000;

try {
  const { ok } = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(WITHIN_MS) });
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
