import { join } from 'node:path';

import {
  ED25519,
  eventLeaf,
  formatNote,
  sealedEvent,
  signCheckpoint,
  type Checkpoint,
  type SigningKey,
} from '@max/compliance/domain';
import { consistencyPath, hexOf, MerkleRange, sameHash, type MerkleHash } from '@max/kernel';
import type { EventStore, Position, Processor, RecordedEvent } from '@max/kernel/server';

import { keyIn } from './key-file';
import { LeafJournal, type SealedLeaf } from './leaf-journal';
import { TiledTree, writeTiles } from './tile-store';
import { JOURNAL, TransparencyLog, type SignedHead } from './transparency-log';
import { Witness } from './witness';

/** What was sealed is not what the log or the signed head says: nothing is signed any more until a person has looked. */
export class InconsistentLog extends Error {
  override readonly name = 'InconsistentLog';
}

/** How many of the newest leaves are compared with the log's events at every start. */
const TAIL = 256;

interface Opened {
  readonly journal: LeafJournal;
  readonly range: MerkleRange;
  readonly key: SigningKey;
  readonly witness: Witness;
  head: Checkpoint | undefined;
  last: Position;
}

/**
 * Follows the log of all events, appends their leaves, and signs its head when asked or, by {@link signIfDue}, at least
 * each minute. The journal of leaves is on disk before a leaf counts; tiles and heads follow from it, so that a crash at
 * any moment is made good by running on.
 */
export class Sealer implements Processor {
  readonly name = 'sealer';
  readonly log: TransparencyLog;
  private opened: Opened | undefined;
  private unsignedSince: number | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly waiting = new Set<{ position: Position; resolve: () => void }>();

  constructor(
    private readonly store: Pick<EventStore, 'readAll'>,
    private readonly folders: { readonly log: string; readonly keys: string; readonly witness: string },
    private readonly now: () => Date = () => new Date(),
  ) {
    this.log = new TransparencyLog(folders.log);
  }

  /** Opens what is there and checks it. @throws InconsistentLog */
  load(): Promise<Position> {
    return this.inTurn(async () => (this.opened ??= await this.open()).last);
  }

  handle(events: readonly RecordedEvent[]): Promise<Position> {
    return this.inTurn(async () => {
      const opened = (this.opened ??= await this.open());
      const leaves = events
        .filter(({ position }) => position > opened.last)
        .map((event) => ({ position: event.position, leaf: eventLeaf(sealedEvent(event)) }));
      if (leaves.length > 0) await this.append(opened, leaves);
      return opened.last;
    });
  }

  async failed(): Promise<void> {
    // what is in memory may be ahead of the disk: begin again from the disk
    await this.close();
  }

  /** Resolves when everything up to this position has been sealed (not yet signed), or the signal is aborted. */
  sealedUpTo(position: Position, signal: AbortSignal): Promise<void> {
    if ((this.opened?.last ?? 0n) >= position) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const waiter = { position, resolve };
      this.waiting.add(waiter);
      signal.addEventListener('abort', () => {
        if (this.waiting.delete(waiter)) reject(new Error(`the log was not sealed up to ${position} in time`));
      });
    });
  }

  /** Signs when something has been waiting for a signature for this long. */
  async signIfDue(afterMs = 60_000): Promise<void> {
    if (this.unsignedSince !== undefined && this.now().getTime() - this.unsignedSince >= afterMs) await this.sign();
  }

  /** The head of everything sealed so far, signed and cosigned. @throws InconsistentLog, HeadRefused */
  sign(): Promise<SignedHead> {
    return this.inTurn(async () => {
      const opened = (this.opened ??= await this.open());
      const { journal, range, key, witness, head } = opened;
      const current = await this.log.head();
      if (current && head && head.size === range.size) return current;
      if (head && range.size < head.size) {
        throw new InconsistentLog(`a head of ${head.size} leaves was signed, but only ${range.size} are sealed`);
      }
      const next = { origin: key.name, size: range.size, root: range.root() };
      const leaves = async (start: number, end: number) => (await journal.slice(start, end)).map(({ leaf }) => leaf);
      await writeTiles(this.folders.log, head?.size ?? 0, next.size, leaves);
      const proof = await this.provenTiles(next, witness.size);
      const cosigned = await witness.cosign(signCheckpoint(next, key), key, proof, this.now());
      const note = formatNote(cosigned);
      await this.log.publish(note, next);
      opened.head = next;
      this.unsignedSince = undefined;
      return { note, checkpoint: next };
    });
  }

  /** The key that signs heads and manifests. */
  async key(): Promise<SigningKey> {
    await this.load();
    if (!this.opened) throw new InconsistentLog('the log is not open');
    return this.opened.key;
  }

  close(): Promise<void> {
    return this.inTurn(async () => {
      await this.opened?.journal.close();
      this.opened = undefined;
    });
  }

  private async append(opened: Opened, leaves: readonly SealedLeaf[]): Promise<void> {
    await opened.journal.append(leaves);
    for (const { leaf } of leaves) grow(opened.range, leaf, opened.head);
    opened.last = leaves.at(-1)?.position ?? opened.last;
    this.unsignedSince ??= this.now().getTime();
    for (const waiter of this.waiting) {
      if (waiter.position <= opened.last && this.waiting.delete(waiter)) waiter.resolve();
    }
  }

  private async open(): Promise<Opened> {
    const key = await keyIn(join(this.folders.keys, 'log.key'), 'log', ED25519);
    const witness = await Witness.open(this.folders.witness);
    const head = (await this.log.head())?.checkpoint;
    const journal = await LeafJournal.open(join(this.folders.log, JOURNAL));
    try {
      const range = new MerkleRange();
      for await (const chunk of journal.chunks()) for (const { leaf } of chunk) grow(range, leaf, head);
      await this.compareTail(journal);
      await this.log.publishKeys({ log: key, witness: witness.key });
      const last = journal.size === 0 ? 0n : (await journal.at(journal.size - 1)).position;
      if (journal.size > (head?.size ?? 0)) this.unsignedSince ??= this.now().getTime();
      return { journal, range, key, witness, head, last };
    } catch (error) {
      await journal.close();
      throw error;
    }
  }

  /** The newest leaves again from the log's events: an event that was changed, dropped or slipped in shows here. */
  private async compareTail(journal: LeafJournal): Promise<void> {
    if (journal.size === 0) return;
    const start = Math.max(0, journal.size - TAIL);
    const after = start === 0 ? {} : { after: (await journal.at(start - 1)).position };
    let index = start;
    for await (const event of this.store.readAll({ ...after, max: journal.size - start })) {
      const sealed = await journal.at(index);
      if (sealed.position !== event.position || !sameHash(sealed.leaf, eventLeaf(sealedEvent(event)))) {
        const which = `${event.type} at ${event.stream}@${event.revision}`;
        throw new InconsistentLog(`leaf ${index} is not that of the log's event there (${which})`);
      }
      index += 1;
    }
    if (index < journal.size) throw new InconsistentLog(`${journal.size} events were sealed, the log holds fewer`);
  }

  /** Consistency with what the witness saw, from the tiles as they now lie on disk: they must lead to the same root. */
  private async provenTiles({ size, root }: Checkpoint, seen: number): Promise<MerkleHash[]> {
    const tree = new TiledTree(this.folders.log, size);
    if (size > 0 && !sameHash(await tree.subtree({ start: 0, end: size }), root)) {
      throw new InconsistentLog(`the tiles of ${size} leaves do not lead to their root ${hexOf(root)}`);
    }
    if (seen === 0 || seen > size) return []; // the witness will say which of the two it was
    return Promise.all(consistencyPath(seen, size).map((span) => tree.subtree(span)));
  }

  /** One thing at a time: events and signatures must not overtake each other. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work, work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}

/** Appends a leaf; where a head was signed before, the tree must have had that root. */
const grow = (range: MerkleRange, leaf: MerkleHash, head: Checkpoint | undefined): void => {
  range.append(leaf);
  if (head && range.size === head.size && !sameHash(range.root(), head.root)) {
    throw new InconsistentLog(`the first ${head.size} leaves do not lead to the root that was signed`);
  }
};
