import { InjectionToken } from '@angular/core';

/** What the sign-in page says beside its form; each application has its own. */
export interface SignInWords {
  readonly heading: string;
  readonly promise: string;
  readonly detail: string;
}

export const SIGN_IN_WORDS = new InjectionToken<SignInWords>('SIGN_IN_WORDS');
