/** Entity F1 of each type on the bundled test split: the Newsroom preset beside the dictionary. */
import { bundled, presets, train } from '../library/src/index.ts';

const percent = (share: number): string => (100 * share).toFixed(1).padStart(5);

export function reportByType(): void {
  const run = train(presets.newsroom, bundled());
  const { network, dictionary, sentences } = run.evaluate('test');
  console.log(
    `\nNewsroom preset, ${presets.newsroom.epochLimit} epochs, ${run.steps} steps; bundled test split: ${sentences} sentences`,
  );
  const rows = [
    ...network.byType.map(({ type, score }, k) => [type, score, dictionary.byType[k].score] as const),
    ['all', network.all, dictionary.all] as const,
  ];
  for (const [type, own, other] of rows) {
    console.log(
      `  ${type.padEnd(5)} F1 ${percent(own.f1)}  precision ${percent(own.precision)}  recall ${percent(own.recall)}  dictionary F1 ${percent(other.f1)}  (${own.gold} to find)`,
    );
  }
}
