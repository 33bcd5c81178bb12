/**
 * What waits for the disk (SPEC CL5). `hard`: nobody is told, no order is given and nothing is acknowledged before it is durable: it
 * changes θ, or cannot be untold. `silent`: the same, and it tells the class nothing, so that nothing waits behind it. `firm`: told at
 * once, acknowledged when it is durable. `soft`: told and acknowledged at once, durable within a second; behind a hard one both wait for
 * that, for the class is told everything in its order.
 */
import type { Fact, FactType } from '@deltaboard/shared/class/fact.ts';

export type Urgency = 'soft' | 'firm' | 'silent' | 'hard';

const urgencies: Readonly<Record<FactType, Urgency>> = {
  'class-opened': 'hard',
  'secret-changed': 'hard',
  'class-named': 'hard',
  'room-locked': 'hard',
  'names-hidden': 'hard',
  'screens-held': 'soft',
  'member-joined': 'silent',
  'member-became-instructor': 'silent',
  'device-added': 'silent',
  'member-named': 'silent',
  'member-appointed': 'hard',
  'member-removed': 'hard',
  'member-left': 'hard',
  'wheel-taken': 'hard',
  'wheel-lost': 'hard',
  'lost-marked': 'silent',
  'text-written': 'silent',
  'text-removed': 'hard',
  'text-shown': 'hard',
  'text-put-to-vote': 'hard',
  'text-voted': 'silent',
  'hand-raised': 'silent',
  'hand-lowered': 'silent',
  'question-asked': 'hard',
  'discussion-opened': 'hard',
  'second-round-opened': 'hard',
  'question-answered': 'silent',
  'hands-counted': 'silent',
  'question-revealed': 'hard',
  'question-dismissed': 'hard',
  'run-started': 'hard',
  'setting-changed': 'hard',
  'run-continued': 'hard',
  'run-paused': 'firm',
  reached: 'soft',
  moved: 'soft',
  'speed-set': 'soft',
  'subject-chosen': 'soft',
  'view-changed': 'soft',
  'scratch-changed': 'soft',
  'breakpoints-set': 'soft',
  pinned: 'soft',
  'lesson-opened': 'hard',
  'lesson-page-entered': 'soft',
  'lesson-closed': 'hard',
  'seminar-opened': 'hard',
  'seminar-closed': 'hard',
};

const order: readonly Urgency[] = ['soft', 'firm', 'silent', 'hard'];

/** Of facts that are decided together: what the most urgent of them asks for. */
export const urgencyOf = (facts: readonly Fact[]): Urgency =>
  order[Math.max(0, ...facts.map(({ type }) => order.indexOf(urgencies[type])))];
