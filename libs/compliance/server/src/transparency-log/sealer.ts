import { join } from 'node:path';

import type { ComplianceEvent } from '@max/compliance/contracts';
import {
  eventLeaf,
  formatNote,
  sealedEvent,
  signCheckpoint,
  type Checkpoint,
  type SigningKey,
} from '@max/compliance/domain';
import { consistencyPath, hexOf, MerkleRange, sameHash, type MerkleHash } from '@max/kernel';
import type { Position, Processor, RecordedEvent, StoredEvents } from '@max/kernel/server';

import { LeafJournal, type SealedLeaf } from './leaf-journal';
import { LogKey } from './log-key';
import { TiledTree, writeTiles } from './tile-store';
import { JOURNAL, TransparencyLog, type SignedHead } from './transparency-log';
import { Witness } from './witness';

/** What was sealed is not what the log or the signed head says: nothing is signed any more until a person has looked. */
export class InconsistentLog extends Error {
  override readonly name = 'InconsistentLog';
}

/** Somebody waits for proof of these: their head is signed as soon as they are sealed. */
const SIGNED_AT_ONCE: ReadonlySet<string> = new Set<ComplianceEvent['type']>(['compliance.evidence-pack-requested.v1']);

/** As the beginning of an unsigned time: the next look signs. */
const LONG_AGO = 0;

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

  constructor(
    private readonly store: Pick<StoredEvents, 'readAll'>,
    private readonly folders: { readonly log: string; readonly keys: string; readonly witness: string },
    private readonly now: () => Date = () => new Date(),
  ) {
    this.log = new TransparencyLog(folders.log);
  }

  /** Opens what is there and checks it. @throws InconsistentLog */
  load(): Promise<Position> {
    return this.inTurn(async () => (this.opened ??= await this.open()).last);
  }

  handle(events: readonly RecordedEvent[], _position?: Position, lost?: AbortSignal): Promise<Position> {
    return this.inTurn(async () => {
      lost?.throwIfAborted();
      const opened = (this.opened ??= await this.open());
      const leaves = events
        .filter(({ position }) => position > opened.last)
        .map((event) => ({ position: event.position, leaf: eventLeaf(sealedEvent(event)) }));
      if (leaves.length > 0) await this.append(opened, leaves);
      if (leaves.length > 0 && events.some(({ type }) => SIGNED_AT_ONCE.has(type))) this.unsignedSince = LONG_AGO;
      return opened.last;
    });
  }

  async failed(): Promise<void> {
    // what is in memory may be ahead of the disk: begin again from the disk
    await this.close();
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

  /** Another worker seals from now on, or none: nothing stays open here, and nothing is signed any more. */
  async left(): Promise<void> {
    await this.close();
    this.unsignedSince = undefined;
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
  }

  private async open(): Promise<Opened> {
    const key = await new LogKey(this.folders.keys).read();
    const witness = await Witness.open(this.folders.witness);
    const head = (await this.log.head())?.checkpoint;
    const journal = await LeafJournal.open(join(this.folders.log, JOURNAL));
    try {
      const range = new MerkleRange();
      for await (const chunk of journal.chunks()) for (const { leaf } of chunk) grow(range, leaf, head);
      await this.compareTail(journal);
      await this.log.publishKeys({ log: key, witness: witness.key });
      const last = journal.size === 0 ? 0n : (await journal.at(journal.size - 1)).position;
      if (journal.size > (head?.size ?? 0)) this.unsignedSince = LONG_AGO; // a crash came before the signature
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
