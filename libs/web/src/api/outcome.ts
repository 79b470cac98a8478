import { firstValueFrom, type Observable } from 'rxjs';

import { toProblem, type Problem } from './problem';

/** One write: its answer, or the problem that it met. */
export type Outcome<T> = { readonly ok: true; readonly answer: T } | { readonly ok: false; readonly problem: Problem };

/** Waits for one answer and never throws: for buttons, which show the problem beside them. */
export const outcomeOf = async <T>(call: Observable<T>): Promise<Outcome<T>> => {
  try {
    return { ok: true, answer: await firstValueFrom(call) };
  } catch (error) {
    return { ok: false, problem: toProblem(error) };
  }
};
