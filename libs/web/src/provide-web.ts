import { provideHttpClient, withInterceptors } from '@angular/common/http';
import {
  inject,
  makeEnvironmentProviders,
  provideBrowserGlobalErrorListeners,
  provideEnvironmentInitializer,
  type EnvironmentProviders,
} from '@angular/core';
import {
  provideRouter,
  TitleStrategy,
  withComponentInputBinding,
  withInMemoryScrolling,
  type Routes,
} from '@angular/router';

import { freshReads } from './api/fresh-reads';
import { idempotency } from './api/idempotency';
import { expiry } from './session/guards';
import { PageTitle } from './shell/page-title';
import { SIGN_IN_WORDS, type SignInWords } from './shell/sign-in-words';
import { ThemeChoice } from './shell/theme-choice';

/** What both applications stand on: router, API calls (XHR, which tells how far an upload is), theme, session. */
export const provideWeb = (routes: Routes, words: SignInWords): EnvironmentProviders =>
  makeEnvironmentProviders([
    provideBrowserGlobalErrorListeners(),
    provideRouter(routes, withComponentInputBinding(), withInMemoryScrolling({ scrollPositionRestoration: 'top' })),
    provideHttpClient(withInterceptors([idempotency, freshReads, expiry])),
    { provide: TitleStrategy, useExisting: PageTitle },
    { provide: SIGN_IN_WORDS, useValue: words },
    provideEnvironmentInitializer(() => void inject(ThemeChoice)),
  ]);
