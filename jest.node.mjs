import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));

/** Jest config for a Node project: ES modules, SWC with decorator metadata, tsconfig path aliases. */
export function nodePreset(displayName, configUrl) {
  const here = dirname(fileURLToPath(configUrl));
  return {
    displayName,
    rootDir: here,
    testEnvironment: 'node',
    testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
    extensionsToTreatAsEsm: ['.ts'],
    moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json'],
    transform: { '^.+\\.ts$': ['@swc/jest', { configFile: `${root}/.swcrc` }] },
    resolver: '@nx/jest/plugins/resolver',
    setupFiles: ['reflect-metadata'],
    testTimeout: 120_000, // a bound against hanging, not a measure: slow machines pass
    coverageDirectory: `${relative(here, root)}/coverage/${relative(root, here)}`,
  };
}
