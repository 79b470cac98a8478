import { Journal } from './journal';
import type { Table, Tables } from './tables';

type Change = readonly [table: Table, id: string, value: unknown];

/** The simulator's state: in memory, every transaction in the journal, so that it survives `kill -9`. */
export class Store {
  readonly #tables = new Map<Table, Map<string, unknown>>();
  readonly #journal: Journal;
  #transaction: { changes: Change[]; undo: (() => void)[] } | undefined;

  constructor(directory: string) {
    this.#journal = Journal.open(directory, (line) => {
      for (const [table, id, value] of line as Change[]) this.#set(table, id, value);
    });
  }

  get<T extends Table>(table: T, id: string): Tables[T] | undefined {
    return this.#table(table).get(id) as Tables[T] | undefined;
  }

  /** In order of creation. */
  all<T extends Table>(table: T): [id: string, value: Tables[T]][] {
    return [...(this.#table(table) as Map<string, Tables[T]>)];
  }

  put<T extends Table>(table: T, id: string, value: Tables[T]): void {
    this.#change(table, id, value);
  }

  remove(table: Table, id: string): void {
    this.#change(table, id, null);
  }

  /**
   * Runs `work`, which must be synchronous: all of its changes or, when it throws, none. Resolves with its result when
   * the changes are on disk.
   */
  async transact<R>(work: () => R): Promise<R> {
    if (this.#transaction !== undefined) throw new Error('a transaction is open already');
    const transaction = (this.#transaction = { changes: [] as Change[], undo: [] as (() => void)[] });
    let result: R;
    try {
      result = work();
    } catch (error) {
      for (const undo of transaction.undo.reverse()) undo();
      throw error;
    } finally {
      this.#transaction = undefined;
    }
    if (transaction.changes.length > 0) await this.#journal.append(transaction.changes);
    else await this.#journal.flushed(); // an answer may show what another transaction has just written
    return result;
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  #change(table: Table, id: string, value: unknown): void {
    if (this.#transaction === undefined) throw new Error('changes need a transaction');
    const before = this.#table(table).get(id) ?? null;
    this.#transaction.changes.push([table, id, value]);
    this.#transaction.undo.push(() => this.#set(table, id, before));
    this.#set(table, id, value);
  }

  #table(table: Table): Map<string, unknown> {
    let rows = this.#tables.get(table);
    if (rows === undefined) this.#tables.set(table, (rows = new Map()));
    return rows;
  }

  #set(table: Table, id: string, value: unknown): void {
    if (value === null) this.#table(table).delete(id);
    else this.#table(table).set(id, value);
  }
}
