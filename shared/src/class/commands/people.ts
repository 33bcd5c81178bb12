/** The class itself, its wheel and its people. */
import { Refusal } from '../../refusal.ts';
import { z } from '../../schema.ts';
import { cleanName } from '../../protocol/people.ts';
import { roleOf } from '../told.ts';
import {
  audience,
  driverOnly,
  everybody,
  facts,
  leaders,
  nameRow,
  nothing,
  rule,
  traced,
  type Turn,
} from '../rule.ts';
import type { ClassState } from '../state.ts';
import { memberId, name } from './schemas.ts';

const CLASS_NAME_ROW = 'class name';

/** Rows of what a member wrote, the name too. */
const writtenBy = ({ texts }: ClassState, member: string): readonly string[] => [
  nameRow(member),
  ...texts.filter((text) => text.member === member).map(({ row }) => row),
];

export const people = {
  'take-wheel': rule({
    schema: z.strictObject({ type: z.literal('take-wheel') }),
    roles: leaders,
    turn: 'at-once',
    shows: false,
    /** Throws Refusal 'wheel-held' to an assistant who is no instructor while somebody holds it. */
    decide(state, _, { by }) {
      if (state.driver === by) return nothing;
      if (state.driver !== null && !state.members[by].instructor) throw new Refusal('wheel-held');
      return facts({ type: 'wheel-taken', member: by });
    },
  }),
  'hand-over': rule({
    schema: z.strictObject({ type: z.literal('hand-over'), member: memberId }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    /** Throws Refusal 'no-such-member' when the member is not here, 'not-an-assistant' when it may not drive. */
    decide(state, { member }, { isHere, guest }) {
      if (!Object.hasOwn(state.members, member)) {
        throw new Refusal(guest(member) ? 'not-an-assistant' : 'no-such-member', { member });
      }
      if (roleOf(state, member) === 'viewer') throw new Refusal('not-an-assistant', { member });
      if (!isHere(member)) throw new Refusal('no-such-member', { member });
      return member === state.driver ? nothing : facts({ type: 'wheel-taken', member });
    },
  }),
  name: rule({
    schema: z.strictObject({ type: z.literal('name'), name }),
    roles: everybody,
    turn: 'at-once',
    shows: false,
    /** Evidence: the name that it becomes, made distinct. */
    decide(state, _, turn: Turn<string>) {
      const { by, evidence } = turn;
      const row = nameRow(by);
      // A guest joins by the name that it had, and takes the new one.
      return traced(state, turn, by, {
        facts: [{ type: 'member-named', member: by, name: row }],
        rows: [{ id: row, value: evidence }],
      });
    },
  }),
  'name-class': rule({
    schema: z.strictObject({ type: z.literal('name-class'), name }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide(_, command) {
      const clean = cleanName(command.name);
      return clean === null
        ? { facts: [{ type: 'class-named', name: null }], erased: [CLASS_NAME_ROW] }
        : {
            facts: [{ type: 'class-named', name: CLASS_NAME_ROW }],
            rows: [{ id: CLASS_NAME_ROW, value: clean }],
          };
    },
  }),
  appoint: rule({
    schema: z.strictObject({ type: z.literal('appoint'), member: memberId, assistant: z.boolean() }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide(state, { member, assistant }, turn) {
      if (Object.hasOwn(state.members, member) && state.members[member].assistant === assistant)
        return nothing;
      if (!assistant && turn.guest(member)) return nothing;
      return traced(state, turn, member, facts({ type: 'member-appointed', member, assistant }));
    },
  }),
  kick: rule({
    schema: z.strictObject({ type: z.literal('kick'), member: memberId }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    /** A projector as well. Throws Refusal 'is-an-instructor', 'no-such-member'. */
    decide(state, { member }, { guest, isScreen }) {
      const known = Object.hasOwn(state.members, member) ? state.members[member] : null;
      if (!known && !guest(member) && !isScreen(member)) throw new Refusal('no-such-member', { member });
      if (known?.instructor || member === state.driver) throw new Refusal('is-an-instructor', { member });
      return { facts: [{ type: 'member-removed', member }], erased: writtenBy(state, member) };
    },
  }),
  leave: rule({
    schema: z.strictObject({ type: z.literal('leave') }),
    roles: audience,
    turn: 'at-once',
    shows: false,
    /** Throws Refusal 'is-an-instructor': whoever leads the class is known to it. */
    decide(state, _, { by }) {
      // A guest has left no trace that could be erased.
      if (!Object.hasOwn(state.members, by)) return nothing;
      if (state.members[by].instructor) throw new Refusal('is-an-instructor', { member: by });
      return { facts: [{ type: 'member-left', member: by }], erased: writtenBy(state, by) };
    },
  }),
  lock: rule({
    schema: z.strictObject({ type: z.literal('lock'), locked: z.boolean() }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    /** Evidence: the guests who are here. A locked room lets in whom it knows: it writes down who they are. */
    decide(state, { locked }, turn: Turn<readonly string[]>) {
      const lock = facts({ type: 'room-locked', locked });
      return locked ? turn.evidence.reduce((decision, id) => traced(state, turn, id, decision), lock) : lock;
    },
  }),
  names: rule({
    schema: z.strictObject({ type: z.literal('names'), hidden: z.boolean() }),
    roles: driverOnly,
    turn: 'at-once',
    shows: false,
    decide: (_, { hidden }) => facts({ type: 'names-hidden', hidden }),
  }),
  follow: rule({
    schema: z.strictObject({ type: z.literal('follow'), following: z.boolean() }),
    roles: ['assistant', 'viewer'],
    turn: 'at-once',
    shows: false,
    // Who follows is presence: nothing of it is kept.
    decide: () => nothing,
  }),
};
