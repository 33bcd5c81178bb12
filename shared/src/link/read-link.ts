/** A link at the door: whatever stands after `#` becomes what it says, or a refusal that names value and place. */
import { Refusal } from '../refusal.ts';
import { parseWith, z } from '../schema.ts';
import { parseConfiguration } from '../training/parse-configuration.ts';
import { requireOrder } from './changes.ts';
import { hideable, LINK_LIMIT, LINK_VERSION, type Link } from './link.ts';
import { fromPairs, malformed, type Pair } from './pairs.ts';
import { settingChanges, startPlace } from './place-schema.ts';

const own = z.strictObject({
  run: z.literal(LINK_VERSION),
  at: z.optional(startPlace),
  changes: z.optional(settingChanges),
  hide: z.optional(z.array(z.enum(hideable)).check(z.maxLength(hideable.length))),
  start: z.optional(z.literal(true)),
});
const ownText = z.strictObject({
  kind: z.literal('pasted'),
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});

/**
 * Throws Refusal 'link' with what of its own is wrong, 'configuration' with what is wrong of the configuration, 'command' with changes that
 * do not stand before their place in the order of their steps.
 */
export function readLink(hash: string): Link {
  const written = hash.replace(/^#/, '');
  if (written.length > LINK_LIMIT)
    throw new Refusal('link', { path: '#', value: written.length, reason: `<=${LINK_LIMIT}` });
  const said = fromPairs(written.split('&').map(pairOf)) as Record<string, unknown>;
  const { run, at, changes, hide, start, ...configuration } = said;
  const asked = parseWith(own, defined({ run, at, changes, hide, start }), 'link');
  const { corpus } = configuration;
  if (typeof corpus === 'object' && corpus !== null && 'kind' in corpus && corpus.kind === 'pasted') {
    return { kind: 'own-text', sha256: parseWith(ownText, corpus, 'link').sha256 };
  }
  requireOrder(asked.changes ?? [], asked.at ?? null);
  return {
    kind: 'run',
    configuration: parseConfiguration(configuration),
    at: asked.at ?? null,
    changes: asked.changes ?? [],
    hide: asked.hide ?? [],
    atOnce: asked.start ?? false,
  };
}

/** What is not said is not there. */
const defined = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function pairOf(written: string): Pair {
  const at = written.indexOf('=');
  const path = at < 0 ? written : written.slice(0, at);
  if (at < 0) throw malformed(path, '', 'no value');
  const escaped = written.slice(at + 1);
  try {
    return [path, decodeURIComponent(escaped)];
  } catch {
    throw malformed(path, escaped, 'escape');
  }
}
