import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './client/svelte.config.js';

/** Exact by ECMAScript, so the same on every engine; everything else on Math is not (SPEC NU1). */
const exactMath = 'sqrt|fround|imul|abs|floor|ceil|trunc|round|min|max|sign|clz32';

export default ts.config(
  { ignores: ['**/dist/', '**/node_modules/', '**/test-results/', '**/playwright-report/', 'simd/*.ts'] },
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/unified-signatures': 'off',
      // An indexed loop over a typed array is the form engines optimise.
      '@typescript-eslint/prefer-for-of': 'off',
      'no-console': ['error', { allow: ['error', 'warn'] }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: { 'svelte/no-at-html-tags': 'error' },
  },
  {
    files: ['shared/src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: `MemberExpression[object.name='Math'][property.name!=/^(${exactMath})$/]`,
          message: 'Not portable: use shared/src/math.ts (SPEC NU1).',
        },
        { selector: "VariableDeclarator[init.name='Math']", message: 'Name the function: Math.sqrt.' },
        {
          selector: "BinaryExpression[operator='**']",
          message: 'x ** y is Math.pow: not portable (SPEC NU1).',
        },
        {
          selector: "AssignmentExpression[operator='**=']",
          message: 'x ** y is Math.pow: not portable (SPEC NU1).',
        },
      ],
    },
  },
  {
    files: ['**/*.ts', '**/*.svelte'],
    ignores: ['**/*.test.ts', 'e2e/**', 'bench/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Chance comes from shared/src/random.ts (SPEC NU3).' },
      ],
    },
  },
  {
    files: ['server/src/rooms/**', 'server/src/people/**'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map((name) => ({
          name,
          message: 'A room’s timers are those of its clock, which are contained and end with it (SPEC CN1).',
        })),
      ],
    },
  },
  {
    files: ['bench/**', 'docs/**', 'server/build.ts', 'server/data/**', 'e2e/**', 'server/src/main.ts'],
    rules: { 'no-console': 'off' },
  },
);
