/** What the parts of a corpus are called by those who divide one (SPEC DA7). */
import type { PartName } from '../sentence.ts';

const names: Readonly<Record<PartName, readonly string[]>> = {
  train: ['train', 'training', 'trn', '학습', '훈련'],
  dev: ['dev', 'development', 'devel', 'valid', 'validation', 'val', 'testa', '개발', '검증'],
  test: ['test', 'testing', 'tst', 'eval', 'testb', '평가', '시험'],
};

/** Null: this says no part. */
export function partOf(written: string): PartName | null {
  const plain = written.trim().toLowerCase();
  return (Object.keys(names) as PartName[]).find((part) => names[part].includes(plain)) ?? null;
}
