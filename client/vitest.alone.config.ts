import { alone, clientTests } from './vitest.config.ts';

export default clientTests('client alone', { include: alone, isolate: true });
