import { decode, type Document } from '../bson/values.js';
import { type SortField } from './order.js';
import { type Hint } from './planner.js';

/** What a query had to look at, for `explain` and for tests. */
export interface Stats {
  keysExamined: number;
  documentsExamined: number;
}

export interface Query {
  readonly filter: Document;
  readonly sort: readonly SortField[];
  readonly skip: number;
  /** 0: no limit. */
  readonly limit: number;
  readonly hint?: Hint | undefined;
  /** What `$$name` stands for in expressions. */
  readonly variables?: Document | undefined;
  /** When to give up, in milliseconds since 1970. */
  readonly deadline?: number | undefined;
}

/** A document that was found, decoded only when somebody asks. */
export class Found {
  private decoded: Document | undefined;

  constructor(
    readonly bytes: Buffer,
    /** How well it meets a `$text` search. */
    readonly score?: number,
  ) {}

  get document(): Document {
    return (this.decoded ??= decode(this.bytes));
  }
}
