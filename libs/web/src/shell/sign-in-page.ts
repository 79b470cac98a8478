import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router } from '@angular/router';

import { problemKind, toProblem, type Problem } from '../api/problem';
import { BrandMark } from '../brand/brand-mark';
import { Field } from '../forms/field';
import { Session } from '../session/session';
import { ProblemDisplay } from '../state/problem-display';
import { SIGN_IN_WORDS } from './sign-in-words';

/** What went wrong in the words of someone who wants to get in, without telling a stranger whether the account exists. */
const inPlainWords = (problem: Problem): Problem => {
  if (problemKind(problem) === 'locked-out' || problem.status === 423 || problem.status === 429)
    return {
      ...problem,
      title: 'Locked for a while',
      detail: problem.detail ?? 'Too many failed attempts. Wait a few minutes, then try again.',
    };
  if (problem.status === 401)
    return { ...problem, title: 'That did not work', detail: 'The email or the password is not right.' };
  return problem;
};

// a phrase of music as a level meter shows it, its last bar boosted
const LEVELS = [
  34, 58, 92, 70, 48, 84, 120, 96, 66, 40, 74, 110, 142, 104, 78, 52, 88, 126, 98, 70, 112, 150, 128, 204,
];

@Component({
  selector: 'mb-sign-in-page',
  imports: [BrandMark, Field, MatButtonModule, ProblemDisplay],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './sign-in-page.component.html',
  styleUrl: './sign-in-page.scss',
})
export class SignInPage {
  private readonly router = inject(Router);
  readonly session = inject(Session);
  readonly words = inject(SIGN_IN_WORDS);
  readonly bars = LEVELS;
  /** Where to go afterwards: a path of this application. */
  readonly to = input<string>();
  readonly busy = signal(false);
  readonly problem = signal<Problem | null>(null);

  async signIn(email: string, password: string): Promise<void> {
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.session.signIn(email.trim(), password);
      const to = this.to();
      await this.router.navigateByUrl(to?.startsWith('/') && !to.startsWith('//') ? to : '/');
    } catch (error) {
      this.problem.set(inPlainWords(toProblem(error)));
    } finally {
      this.busy.set(false);
    }
  }
}
