import { count } from './format.ts';

const rules = new Intl.PluralRules('en');

/** A number with its English noun: 1 member, 31 members. */
export const plural = (value: number, one: string, other: string): string =>
  `${count(value)} ${rules.select(value) === 'one' ? one : other}`;
