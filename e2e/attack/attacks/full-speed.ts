import type { Attack } from '../attack.ts';
import type { Shares } from '../orders/full-speed.ts';

export const fullSpeed: Attack = {
  name: '50 rooms at full speed',
  before: 'shares of steps 8.9 : 1, pictures down to 0.2/s, pause p95 131 ms',
  async run(scene) {
    const rooms = scene.quick ? 10 : 50;
    const { steps, pictures, fewest, all, pause95 } = await scene.attack<Shares>({
      kind: 'full-speed',
      rooms,
      seconds: scene.quick ? 10 : 40,
    });
    return {
      after: `${rooms} rooms, ${Math.round(all)} steps a second: shares of steps ${steps.toFixed(2)} : 1, pictures from ${fewest.toFixed(2)} a second on, ${pictures.toFixed(2)} : 1; pause acknowledged p95 ${pause95.toFixed(0)} ms`,
      holds: steps <= 1.5 && pictures <= 1.5 && pause95 <= 100,
    };
  },
};
