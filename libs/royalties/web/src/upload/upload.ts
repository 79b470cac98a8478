import { signal } from '@angular/core';
import { problemKind, toProblem, type ApiClient, type Problem, type UploadedDto } from '@max/web';
import type { Subscription } from 'rxjs';

export type UploadState =
  | { readonly state: 'waiting' }
  | { readonly state: 'sending'; readonly percent: number }
  | { readonly state: 'done'; readonly id: string }
  /** The very same bytes are here already. */
  | { readonly state: 'known'; readonly id: string }
  | { readonly state: 'failed'; readonly problem: Problem };

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The id of the first upload of the same bytes, from the answer 409. */
export const knownId = (problem: Problem): string | null =>
  problemKind(problem) === 'statement-already-received' ? textOf(problem.extra['id']) : null;

/** One file on its way to the server. */
export class Upload {
  readonly state = signal<UploadState>({ state: 'waiting' });
  private sending: Subscription | undefined;

  constructor(readonly file: File) {}

  /** Resolves when the file has arrived or failed; the outcome is in `state`. */
  send(api: ApiClient, fields: { readonly format: string; readonly corrects: string | undefined }): Promise<void> {
    return new Promise((resolve) => {
      this.state.set({ state: 'sending', percent: 0 });
      this.sending = api.upload<UploadedDto>('statements', this.file, fields).subscribe({
        next: (event) => {
          if (event.state === 'done') this.state.set({ state: 'done', id: event.answer.id });
          else this.state.set({ state: 'sending', percent: Math.round((100 * event.sent) / Math.max(1, event.total)) });
        },
        error: (error: unknown) => {
          this.state.set(this.outcome(toProblem(error)));
          resolve();
        },
        complete: resolve,
      });
      this.sending.add(resolve);
    });
  }

  cancel(): void {
    this.sending?.unsubscribe();
    const problem = { type: 'about:blank', title: 'Cancelled', status: -1, detail: null, errors: [], extra: {} };
    this.state.set({ state: 'failed', problem });
  }

  private outcome(problem: Problem): UploadState {
    const id = knownId(problem);
    return id !== null ? { state: 'known', id } : { state: 'failed', problem };
  }
}
