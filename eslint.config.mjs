import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import angular from '@angular-eslint/eslint-plugin';
import template from '@angular-eslint/eslint-plugin-template';
import templateParser from '@angular-eslint/template-parser';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

import { depConstraints } from './tools/boundaries.mjs';

const WEB = ['apps/back-office/**/*.ts', 'apps/artist-portal/**/*.ts', 'libs/**/web/**/*.ts'];

export default tseslint.config(
  {
    ignores: [
      '**/dist',
      '**/.angular',
      '**/.nx',
      '**/coverage',
      '**/tmp',
      '**/var',
      '**/node_modules',
      'libs/web/src/api/schema.ts',
    ],
  },
  {
    files: ['**/*.ts', '**/*.mjs'],
    extends: [js.configs.recommended, ...tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  {
    files: ['{apps,libs,tests}/**/*.ts'],
    ignores: [...WEB, 'apps/verifier/src/page/**'],
    languageOptions: { parserOptions: { project: './tsconfig.node.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['{apps,libs}/**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: false, allow: [], depConstraints }],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'URLSearchParams',
          'Buffer',
          'fetch',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'AbortController',
          'AbortSignal',
          'FormData',
          'Blob',
          'File',
          'document',
          'globalThis',
          'performance',
          'Response',
          'TextDecoder',
          'TextEncoder',
        ].map((name) => [name, 'readonly']),
      ),
    },
    // switched off by typescript-eslint, as the compiler sees to it in .ts; nobody else does in these
    rules: { 'no-undef': 'error' },
  },
  {
    files: WEB,
    plugins: { '@angular-eslint': angular, '@angular-eslint/template': template },
    processor: template.processors['extract-inline-html'],
    rules: {
      ...angular.configs.recommended.rules,
      '@angular-eslint/component-selector': [
        'error',
        { type: 'element', prefix: ['bo', 'ap', 'mb'], style: 'kebab-case' },
      ],
      '@angular-eslint/prefer-on-push-component-change-detection': 'error',
    },
  },
  {
    files: ['**/*.html'],
    ignores: ['apps/verifier/**'],
    plugins: { '@angular-eslint/template': template },
    languageOptions: { parser: templateParser },
    rules: { ...template.configs.recommended.rules, ...template.configs.accessibility.rules },
  },
  prettier,
);
