/** Where the package keeps its corpus and its vectors; from src/ and from dist/ alike. */
export const dataFolder = (name: 'corpus' | 'vectors'): URL =>
  new URL(`../../server/data/${name}/`, import.meta.url);
