import { jest } from '@jest/globals';
import { setupZonelessTestEnv } from 'jest-preset-angular/setup-env/zoneless/index.mjs';

// templates are compiled with the first test that uses them: on a busy machine that takes a while, and decides nothing
jest.setTimeout(60_000);
setupZonelessTestEnv({ errorOnUnknownElements: true, errorOnUnknownProperties: true });
