/** Only what Biome cannot see: rules that need types, React's, and which folder may import which. */

import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { pageFreeFolders } from './scripts/architecture.mjs';
import { importDirection } from './scripts/lint/importDirection.mjs';
import { textStandsAlone } from './scripts/lint/textStandsAlone.mjs';

const tensorflow = {
  regex: '^@tensorflow/',
  message: 'Only src/engine knows TensorFlow.js.',
};

export default defineConfig(
  globalIgnores(['assembly/', 'dist/', 'public/', 'test-results/', 'bench/results/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        project: [
          './tsconfig.pure.json',
          './tsconfig.worker.json',
          './tsconfig.page.json',
          './tsconfig.node.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[property.name='dataSync']",
          message: 'dataSync blocks, and gives zeros on a lost device: await data().',
        },
      ],
    },
  },
  {
    files: ['src/**/*.tsx'],
    extends: [reactHooks.configs.flat.recommended],
    plugins: { stratacam: { rules: { 'text-stands-alone': textStandsAlone } } },
    rules: { 'stratacam/text-stands-alone': 'error' },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.ts'],
    plugins: { rooms: { rules: { 'import-direction': importDirection } } },
    rules: { 'rooms/import-direction': 'error' },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/engine/**', '**/*.test.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [tensorflow] }] },
  },
  {
    files: [`src/{${pageFreeFolders.join(',')}}/**/*.ts`],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-globals': ['error', 'window', 'document', 'localStorage'] },
  },
);
