/** The schema of lessons/lesson.schema.json, for editors: what one part says of another only the reader knows. */
import { z } from '../schema.ts';
import { lessonSchema } from './lesson-schema.ts';

const lessonJsonSchema = (): unknown => ({
  ...z.toJSONSchema(lessonSchema, { unrepresentable: 'any', io: 'input', reused: 'ref' }),
  $id: 'lesson.schema.json',
  title: 'A lesson for Deltaboard, version 1',
});

/** As it lies there. */
export const lessonSchemaFile = (): string => `${JSON.stringify(lessonJsonSchema(), null, 2)}\n`;
