/** Before any schema is made: zod compiles validators with `new Function` otherwise, which the page's policy forbids. */
import { config } from 'zod/mini';

config({ jitless: true });
