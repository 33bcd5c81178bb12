import { describe, expect, test } from 'vitest';
import { oneStep } from './testing/commands.ts';
import { openRoom } from './testing/room.ts';

async function classroom() {
  const parts = await openRoom();
  const { does } = parts.driven();
  parts.join('viewer');
  return { ...parts, does };
}

describe('EV5 the evaluation of the class', () => {
  test('is of θ before the step that is shown, and of the newest step of a run that goes on', async () => {
    const { room, does, trainer } = await classroom();
    expect(await room.evaluation('dev')).toMatchObject({ run: 0, branch: 0, step: 0 });
    await does(oneStep, oneStep, { type: 'seek', step: 3, operation: 4 });
    expect(await room.evaluation('dev')).toMatchObject({ step: 2, report: { part: 'dev' } });
    await does({ type: 'run' });
    trainer().advance(40);
    await does({ type: 'pause' });
    const at = room.state.playback;
    expect(await room.evaluation('dev')).toMatchObject({
      step: at.status === 'paused' ? at.cursor.step - 1 : null,
    });
  });

  test('EV8 of the test part is told once the driver has opened it; how often is counted, and another run closes it', async () => {
    const { room, does } = await classroom();
    const closed = { code: 'not-the-driver', params: { command: 'evaluation' } };
    await expect(room.evaluation('test')).rejects.toMatchObject(closed);
    await expect(
      room.command('viewer', { type: 'view', view: { judgedPart: 'test' } }),
    ).rejects.toMatchObject({
      code: 'not-the-driver',
    });
    await does({ type: 'view', view: { judgedPart: 'test' } });
    expect(await room.evaluation('test')).toMatchObject({ report: { part: 'test', worst: [] } });
    await does({ type: 'view', view: { judgedPart: 'test' } });
    expect(room.state.testOpenings, 'what is open is not opened again').toBe(1);
    await does({ type: 'view', view: { judgedPart: 'dev' } }, { type: 'view', view: { judgedPart: 'test' } });
    expect(room.state.testOpenings).toBe(2);
    await does({ type: 'reset' });
    expect(room.state.view.judgedPart).toBe('dev');
    await expect(room.evaluation('test')).rejects.toMatchObject(closed);
    expect(room.state.testOpenings).toBe(2);
  });

  test('EV9 waits while a question is open', async () => {
    const { room, does } = await classroom();
    await does(oneStep, { type: 'seek', step: 2, operation: 5 });
    await does({ type: 'ask', asked: { kind: 'delta-sign', layer: 1, unit: 1 } });
    await expect(room.evaluation('dev')).rejects.toMatchObject({ code: 'question-open' });
    await does({ type: 'reveal' });
    expect(await room.evaluation('dev')).not.toBe(null);
  });
});
