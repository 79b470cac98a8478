import { join } from 'node:path';

import { parseCheckpoint, readKeys, renderKeys, type Checkpoint, type PackKeys } from '@max/compliance/domain';
import { inclusionPath, type MerkleHash } from '@max/kernel';
import type { Position } from '@max/kernel/server';

import { readIfThere, writeDurably } from './durable-file';
import { LeafJournal } from './leaf-journal';
import { TiledTree } from './tile-store';

/** A signed and cosigned head, as text and as read. */
export interface SignedHead {
  readonly note: string;
  readonly checkpoint: Checkpoint;
}

/** Where the parts of the log lie below its folder; all but the journal is what anybody may be served. */
export const JOURNAL = 'leaves.journal';
const CHECKPOINT = 'checkpoint';
const KEYS = 'keys.txt';

/** The sealed log as it lies on disk: its head, its keys, and proofs. Reading only; the sealer writes. */
export class TransparencyLog {
  constructor(readonly folder: string) {}

  /** The newest head; `undefined` before the first. */
  async head(): Promise<SignedHead | undefined> {
    const note = (await readIfThere(join(this.folder, CHECKPOINT)))?.toString('utf8');
    return note === undefined ? undefined : { note, checkpoint: parseCheckpoint(note).checkpoint };
  }

  /** Every head that was ever signed stays under its size. */
  async publish(note: string, { size }: Checkpoint): Promise<void> {
    await writeDurably(join(this.folder, 'checkpoints', String(size)), note);
    await writeDurably(join(this.folder, CHECKPOINT), note);
  }

  async keys(): Promise<PackKeys | undefined> {
    const text = (await readIfThere(join(this.folder, KEYS)))?.toString('utf8');
    return text === undefined ? undefined : readKeys(text, KEYS);
  }

  async publishKeys(keys: PackKeys): Promise<void> {
    await writeDurably(join(this.folder, KEYS), renderKeys(keys));
  }

  /** The position of the last event that this head holds; -1 for a head over nothing. */
  async lastUnder({ checkpoint: { size } }: SignedHead): Promise<Position> {
    if (size === 0) return -1n;
    const journal = await LeafJournal.openReadOnly(join(this.folder, JOURNAL));
    try {
      return (await journal.at(size - 1)).position;
    } finally {
      await journal.close();
    }
  }

  /** Proofs against one head; close it when done. */
  async proofs(size: number): Promise<LogProofs> {
    return new LogProofs(new TiledTree(this.folder, size), await LeafJournal.openReadOnly(join(this.folder, JOURNAL)));
  }
}

/** What was sealed under one head, and the proof of it. */
export class LogProofs {
  constructor(
    private readonly tree: TiledTree,
    private readonly journal: LeafJournal,
  ) {}

  /** The leaf of the event at this position; `undefined` when the head does not hold it. */
  async leafAt(position: Position): Promise<{ index: number; leaf: MerkleHash } | undefined> {
    const index = await this.journal.indexOf(position);
    if (index === undefined || index >= this.tree.size) return undefined;
    return { index, leaf: (await this.journal.at(index)).leaf };
  }

  async inclusion(index: number): Promise<MerkleHash[]> {
    return Promise.all(inclusionPath(index, this.tree.size).map((span) => this.tree.subtree(span)));
  }

  close(): Promise<void> {
    return this.journal.close();
  }
}
