import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import presets from 'jest-preset-angular/presets/index.js';

const root = dirname(fileURLToPath(import.meta.url));

/** Jest config for an Angular project (ES modules: jsdom, jest-preset-angular). */
export function angularPreset(displayName, configUrl) {
  const here = dirname(fileURLToPath(configUrl));
  return {
    ...presets.createEsmPreset({ tsconfig: '<rootDir>/tsconfig.spec.json' }),
    displayName,
    rootDir: here,
    testEnvironment: 'jest-preset-angular/environments/jest-jsdom-env',
    testMatch: ['<rootDir>/src/**/*.spec.ts'],
    setupFilesAfterEnv: ['<rootDir>/src/test-setup.ts'],
    resolver: '@nx/jest/plugins/resolver',
    coverageDirectory: `${relative(here, root)}/coverage/${relative(root, here)}`,
  };
}
