import type { Attack } from '../attack.ts';

export const crowd: Attack = {
  name: '2,000 sockets and 40 projectors join one room',
  before: 'the instructor with the secret refused, and the projector after 20 anonymous screens',
  async run(scene) {
    const { code, secret } = await scene.createRoom();
    const driver = await scene.join({ room: code, secret });
    // A lecture behind one address: before the others, in a class of its own.
    const lecture = await scene.createRoom();
    const lecturer = await scene.join({ room: lecture.code, secret: lecture.secret });
    const crowd = { kind: 'crowd' } as const;
    const atOnce = await scene.attack<Record<string, number>>({
      ...{ ...crowd, code: lecture.code, members: 500, screens: 0, addresses: 1, atOnce: 500 },
    });
    lecturer.close();
    const members = scene.quick ? 300 : 2000;
    // So many addresses that none of them has more joins than it may have, and so many at a time that none waits for this one process.
    const { said: counts, leave } = await scene.besiege<Record<string, number>>({
      ...{ ...crowd, code, members, screens: 40, addresses: 4, atOnce: 100 },
    });
    const tried = await Promise.allSettled([
      scene.join({ room: code, secret }),
      scene.join({ room: code, secret, screen: true }),
      scene.join({ room: code }),
      scene.join({ room: code, screen: true }),
    ]);
    const [instructor, ownScreen, student, screen] = tried.map(({ status }) => status === 'fulfilled');
    for (const one of tried) if (one.status === 'fulfilled') one.value.close();
    const answered = (await driver.command({ type: 'lock', locked: true })).ok;
    const health = (await (await fetch(`${scene.url}/healthz`)).json()) as { readonly members: number };
    leave();
    driver.close();
    const let_ = (isIn: boolean): string => (isIn ? 'in' : 'REFUSED');
    return {
      after: `500 of one address let in within ${atOnce['seconds']?.toFixed(2)} s; of ${members} and 40 ${counts['welcome']} within ${counts['seconds']?.toFixed(1)} s, ${counts['too-many'] ?? 0} refused, ${counts['cut'] ?? 0} cut; ${health.members} are there, and the instructor ${let_(instructor)}, the instructor's projector ${let_(ownScreen)}, a student from elsewhere ${let_(student)}, a projector from elsewhere ${let_(screen)}; the driver ${answered ? 'is answered' : 'is NOT answered'}`,
      holds:
        atOnce['welcome'] === 500 &&
        (atOnce['seconds'] ?? Infinity) <= 2 &&
        (counts['welcome'] ?? 0) >= members &&
        instructor &&
        ownScreen &&
        student &&
        screen &&
        answered,
    };
  },
};
