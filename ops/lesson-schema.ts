/** `npm run lesson-schema`: writes lessons/lesson.schema.json, which the schema's own test holds (SPEC LE1). */
import { writeFileSync } from 'node:fs';
import { lessonSchemaFile } from '@deltaboard/shared/lesson/json-schema.ts';

writeFileSync(new URL('../lessons/lesson.schema.json', import.meta.url), lessonSchemaFile());
