/**
 * Whether a story that measures many screens looks at all of them: STORIES=all, as `npm run stories` has it. Else at those of them that
 * have least room and most; `npm run screens` measures every page on every one anyway.
 */
export const isLong = process.env['STORIES'] === 'all';
