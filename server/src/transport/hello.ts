/** The handshake, validated at the door (SPEC PR1, PR4). */
import { PROTOCOL_VERSION } from '@deltaboard/shared/protocol/events.ts';
import { Refusal } from '@deltaboard/shared/refusal.ts';
import { parseWith, z } from '@deltaboard/shared/schema.ts';

const short = z.string().check(z.maxLength(64));
const count = z.int().check(z.gte(0));

const helloSchema = z.object({
  version: z.literal(PROTOCOL_VERSION),
  room: short,
  member: z.optional(z.object({ id: short, token: short })),
  secret: z.optional(short),
  as: z.optional(short),
  screen: z.optional(z.literal(true)),
  embed: z.optional(z.literal(true)),
  /** Longer than a name can be: what is too long is shortened, not refused. */
  name: z.optional(z.string().check(z.maxLength(200))),
  seen: z.optional(z.object({ term: count, seq: count })),
});

export type ParsedHello = z.infer<typeof helloSchema>;

/** Throws Refusal 'protocol-version' before it looks at anything else, then 'command' with the path. */
export function parseHello(value: unknown): ParsedHello {
  const version: unknown =
    typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  if (version !== PROTOCOL_VERSION) {
    const client = typeof version === 'number' ? version : 'none';
    throw new Refusal('protocol-version', { client, server: PROTOCOL_VERSION });
  }
  return parseWith(helloSchema, value, 'command');
}
