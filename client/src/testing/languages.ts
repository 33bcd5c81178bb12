/** Components are tested in either language: both are there from the first line. What is tested in Node draws nothing. */
if (typeof document !== 'undefined') {
  const { language, languages } = await import('../language/language.svelte.ts');
  for (const name of languages) await language.load(name);
}
export {};
