import type { Attack } from '../attack.ts';

export const rooms: Attack = {
  name: '200 rooms opened and never joined',
  before: 'instructors refused for ten minutes; 1.27 GB; a class whose Wi-Fi failed 3 s ago closed for good',
  async run(scene) {
    // A class whose only connection fails.
    const { code, secret } = await scene.createRoom();
    const driver = await scene.join({ room: code, secret });
    const { id, token } = driver.welcome.member;
    driver.close();
    const before = await scene.load();
    const counts = await scene.attack<Record<string, number>>({ kind: 'rooms', rooms: 200, addresses: 10 });
    const { megabytes } = await scene.load();
    const health = (await (await fetch(`${scene.url}/healthz`)).json()) as { readonly rooms: number };
    const another = await scene.createRoom();
    const instructor = await scene.join({ room: another.code, secret: another.secret });
    const back = await scene.join({ room: code, member: { id, token } });
    const isBack = back.welcome.term === driver.welcome.term;
    const isLet = instructor.welcome.member.instructor;
    for (const client of [instructor, back]) client.close();
    const grown = megabytes - before.megabytes;
    return {
      after: `${counts['201']} opened, ${health.rooms} rooms made, ${grown.toFixed(0)} MB more; an instructor ${isLet ? 'starts a class' : 'is REFUSED'}; the class that was cut off ${isBack ? 'was never closed' : 'was CLOSED'}`,
      holds: isLet && isBack && grown < 100 && health.rooms <= 2,
    };
  },
};
