import type { ApplicationConfig } from '@angular/core';
import { provideWeb } from '@max/web';

import { routes } from './app.routes';

export const appConfig: ApplicationConfig = {
  providers: [
    provideWeb(routes, {
      heading: 'Sign in',
      promise: 'Your music, your money, to the last cent.',
      detail: 'What you earned, what is available, when it is paid, and the proof of all of it.',
    }),
  ],
};
