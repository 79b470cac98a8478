/** A page of a list; `next` goes into `?after=` for the following one and is null on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** What a write answers, beside its own: the log position that it reached. */
export interface Written {
  readonly position: string;
}
