/** What a class is asked, what members say, and what the driver does about it. */
import type { Classroom } from '../classroom.ts';
import { attending, type Language } from '../sizes.ts';
import { press, seek, type Scene } from './scene.ts';

async function answered(room: Classroom): Promise<void> {
  for (const student of [0, 1, 2]) {
    const { question } = room.state;
    if (!question) throw new Error('there is no question');
    await room.asStudent(student, {
      type: 'answer',
      question: question.id,
      round: 0,
      choice: student % 2,
    });
  }
}

async function asked(room: Classroom): Promise<void> {
  await seek(room, 9);
  await room.drive({ type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 3 } });
}

const dismiss = (room: Classroom): Promise<void> => room.drive({ type: 'dismiss' });

export const aQuestion: Scene = {
  enter: asked,
  stages: [
    { name: 'a question', quick: true, roles: [...attending, 'remote'] },
    { name: 'a question, answered', set: answered },
  ],
  leave: dismiss,
};

export const aQuestionRevealed: Scene = {
  async enter(room) {
    await asked(room);
    await answered(room);
    await room.drive({ type: 'reveal' });
  },
  stages: [{ name: 'a question, revealed', quick: true }],
  leave: dismiss,
};

const askedLong = (room: Classroom): Promise<void> =>
  room.drive({
    type: 'ask',
    asked: {
      kind: 'free',
      prompt: 'Which of these would you change first, if the loss stopped falling after ten steps?',
      options: [
        'the learning rate η',
        'the number of hidden units',
        'the activation function',
        'the seed',
        'the labels',
      ],
    },
  });

export const aLongQuestion: Scene = {
  enter: askedLong,
  stages: [
    { name: 'a long question' },
    {
      name: 'a long question, by show of hands',
      async set(room) {
        const { question } = room.state;
        if (!question) throw new Error('there is no question');
        await room.drive({
          type: 'count-hands',
          question: question.id,
          round: 0,
          counts: [124, 20, 3, 0, 1000],
        });
        await room.drive({ type: 'reveal' });
      },
    },
  ],
  leave: dismiss,
};

/** Hands are counted on the driver's page, and on the phone that drives. */
export const hands = (language: Language): Scene => ({
  enter: askedLong,
  stages: [
    {
      name: 'a show of hands',
      roles: ['driver', 'remote'],
      open: press(language === 'en' ? /^Show of hands…$/ : /^거수 집계…$/),
      close: (page) => page.keyboard.press('Escape'),
    },
  ],
  leave: dismiss,
});

export const said: Scene = {
  async enter(room) {
    await room.asStudent(0, { type: 'lost', lost: true });
    await room.asStudent(1, {
      type: 'contribute',
      contribution: { kind: 'question', text: 'Why is δ a row here and a column on the board before?' },
    });
  },
  stages: [
    { name: 'a member is lost, another has written' },
    {
      name: 'a text on the board',
      quick: true,
      set: (room) => room.drive({ type: 'show', id: room.written }),
    },
    {
      name: 'the screens held',
      async set(room) {
        if (room.state.shown !== null) await room.drive({ type: 'show', id: null });
        await room.drive({ type: 'screens', held: true });
      },
    },
  ],
  async leave(room) {
    if (room.state.shown !== null) await room.drive({ type: 'show', id: null });
    await room.drive({ type: 'screens', held: false });
  },
};
