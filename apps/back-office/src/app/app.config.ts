import type { ApplicationConfig } from '@angular/core';
import { provideWeb } from '@max/web';

import { routes } from './app.routes';

export const appConfig: ApplicationConfig = {
  providers: [
    provideWeb(routes, {
      heading: 'Sign in to the back office',
      promise: 'Every cent, from the sales line to the bank.',
      detail: 'Statements, splits, payouts and the proof of each: in one ledger that nobody can change unseen.',
    }),
  ],
};
