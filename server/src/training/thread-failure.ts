/** Why a thread has ended that nobody told to. */
import type { FailureReason } from '@deltaboard/shared/training/playback.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';

export class ThreadFailure extends Error {
  readonly because: FailureReason;

  constructor(because: FailureReason, cause?: unknown) {
    super(`a thread has ended: ${because}`, { cause });
    this.name = 'ThreadFailure';
    this.because = because;
  }

  /** For whoever waits for what it was asked. */
  get refusal(): Refusal {
    return new Refusal('run-failed', { because: this.because });
  }
}

/** Of what a worker has ended with. */
export function threadFailure(error: unknown): ThreadFailure {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : null;
  return new ThreadFailure(code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out-of-memory' : 'failed', error);
}
