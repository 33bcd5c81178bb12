/**
 * A link that holds a whole configuration, and a place in its run (SPEC LK1–LK6): what is in it, and how it is written. Reading it makes
 * schemas, and stands in a file of its own (`read-link.ts`).
 */
import type { Configuration, NewConfiguration } from '../training/configuration.ts';
import type { RunCommand } from '../training/run.ts';
import { pairsOf } from './pairs.ts';

export const LINK_VERSION = 1;
/** Characters of a link after its `#`. */
export const LINK_LIMIT = 8_000;
/** Changes of η and f on the way to a place. */
export const CHANGES_LIMIT = 100;
/** The furthest step that a run is brought to as it starts. */
export const PLACE_LIMIT = 10_000_000;

/** What the page of whoever has started from a link may leave out. It is no right: what is left out can be done all the same. */
export const hideable = [
  'granularity',
  'timeline',
  'settings',
  'questions',
  'screens',
  'breakpoints',
  'runs',
  'evaluation',
  'reset',
  'new-run',
  'projector',
  'presenter',
] as const;
export type Hideable = (typeof hideable)[number];

/** Where a run is brought to as it starts: so many operations of a step performed, on the way to which settings were changed. */
export interface StartPlace {
  readonly step: number;
  readonly operation: number;
}

interface Asked {
  /** Null: where every run starts. */
  readonly at: StartPlace | null;
  /** In order of their steps. */
  readonly changes: readonly RunCommand[];
  readonly hide: readonly Hideable[];
  /** A class starts as soon as the link is opened. */
  readonly atOnce: boolean;
}

/** What a link is made of. */
export interface LinkSource extends Asked {
  readonly configuration: Configuration;
  /** SHA-256 of a text of one's own, hexadecimal; null: the bundled corpus. The text itself is in no link. */
  readonly corpus: string | null;
}

/** What a link says. */
export type Link =
  | (Asked & { readonly kind: 'run'; readonly configuration: NewConfiguration })
  /** Of a text that only its owner has. */
  | { readonly kind: 'own-text'; readonly sha256: string };

/** The link after the page's address, `#` and all. */
export function writtenLink({ configuration, corpus, at, changes, hide, atOnce }: LinkSource): string {
  const said = {
    run: LINK_VERSION,
    ...configuration,
    corpus: corpus === null ? configuration.corpus : { kind: 'pasted', sha256: corpus },
    ...(at && { at: { step: at.step, operation: at.operation } }),
    ...(changes.length > 0 && { changes }),
    ...(hide.length > 0 && { hide }),
    ...(atOnce && { start: true }),
  };
  return `#${pairsOf(said)
    .map(([path, value]) => `${path}=${encodeURIComponent(value)}`)
    .join('&')}`;
}

/** Whether a page's address asks for a run. */
export const asksForRun = (hash: string): boolean => hash.startsWith('#run=');
