import { MongoError } from '../errors.js';
import { MAX_DOCUMENT_BYTES } from '../storage/documents.js';
import { type CursorReply } from '../wire/reply.js';
import { Arguments } from './arguments.js';
import { type Command } from './engine.js';

const DEFAULT_BATCH = 101;
const IDLE_MS = 10 * 60 * 1000;

interface Cursor {
  readonly namespace: string;
  readonly rest: Iterator<Buffer>;
  held: Buffer | undefined;
  usedAt: number;
}

/** Open cursors. One that isn't asked for ten minutes is closed, as in MongoDB. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private nextId = BigInt(Date.now()) << 20n;

  /** The first batch of `documents`; a cursor stays open if there is more. `batchSize` 0 opens one without reading. */
  start(namespace: string, documents: Iterable<Buffer>, batchSize = DEFAULT_BATCH, single = false): CursorReply {
    this.closeIdle();
    const cursor: Cursor = { namespace, rest: documents[Symbol.iterator](), held: undefined, usedAt: Date.now() };
    const { batch, done } = fill(cursor, batchSize);
    let id = 0n;
    if (!done && !single) {
      id = this.nextId += 1n;
      this.open.set(id, cursor);
    }
    return { batch, batchName: 'firstBatch', id, namespace };
  }

  next(id: bigint, namespace: string, batchSize: number): CursorReply {
    const cursor = this.open.get(id);
    if (!cursor || cursor.namespace !== namespace) throw new MongoError(43, `cursor id ${id} not found`);
    cursor.usedAt = Date.now();
    const { batch, done } = fill(cursor, batchSize || Infinity);
    if (done) this.open.delete(id);
    return { batch, batchName: 'nextBatch', id: done ? 0n : id, namespace };
  }

  kill(id: bigint): boolean {
    return this.open.delete(id);
  }

  get size(): number {
    return this.open.size;
  }

  private closeIdle(): void {
    const oldest = Date.now() - IDLE_MS;
    for (const [id, cursor] of this.open) if (cursor.usedAt < oldest) this.open.delete(id);
  }
}

/** Up to `count` documents and 16 MiB, at least one. Looks one document ahead, so that a last batch is known as such. */
const fill = (cursor: Cursor, count: number): { batch: Buffer[]; done: boolean } => {
  const batch: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    if (!cursor.held) {
      const next = cursor.rest.next();
      if (next.done) return { batch, done: true };
      cursor.held = next.value;
    }
    const full = batch.length >= count || (batch.length > 0 && bytes + cursor.held.length > MAX_DOCUMENT_BYTES);
    if (full) return { batch, done: false };
    batch.push(cursor.held);
    bytes += cursor.held.length;
    cursor.held = undefined;
  }
};

export const getMore: Command = (engine, body) => {
  const args = new Arguments('getMore', body, ['collection', 'batchSize']);
  const namespace = `${args.database}.${args.string('collection')}`;
  return { cursorReply: engine.cursors.next(cursorId(args.get('getMore')), namespace, args.count('batchSize')) };
};

export const killCursors: Command = (engine, body) => {
  const args = new Arguments('killCursors', body, ['cursors']);
  const ids = args.array('cursors').map(cursorId);
  const killed = ids.filter((id) => engine.cursors.kill(id));
  return {
    cursorsKilled: killed,
    cursorsNotFound: ids.filter((id) => !killed.includes(id)),
    cursorsAlive: [],
    cursorsUnknown: [],
    ok: 1,
  };
};

const cursorId = (value: unknown): bigint => {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  throw new MongoError(14, 'a cursor id must be a long');
};
