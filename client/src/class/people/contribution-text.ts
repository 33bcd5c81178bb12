import type { Contribution } from '@deltaboard/shared/protocol/participation.ts';

/** As it was typed; of a sentence the word in question in brackets. */
export const contributionText = (contribution: Contribution): string =>
  contribution.kind === 'sentence'
    ? contribution.tokens.map((token, k) => (k === contribution.centre ? `[${token}]` : token)).join(' ')
    : contribution.text;
