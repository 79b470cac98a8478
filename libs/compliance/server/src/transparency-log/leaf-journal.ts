import { mkdir, open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

import type { MerkleHash } from '@max/kernel';
import type { Position } from '@max/kernel/server';

/** A leaf of the tree and the place in the event store of the event that it seals. */
export interface SealedLeaf {
  readonly position: Position;
  readonly leaf: MerkleHash;
}

/** Bytes of a record: position (unsigned 64 bits, big-endian) and leaf hash. */
const RECORD = 40;
const CHUNK = 4096;

/** Somebody else wrote into the journal: two sealers would make two histories. */
export class JournalTouched extends Error {
  override readonly name = 'JournalTouched';
}

/**
 * The leaves in order, append-only, one record of 40 bytes each: leaf `i` stands at byte `40·i`. What is appended is on
 * disk before it is used; a record that a crash cut off is removed when the journal is opened for writing.
 */
export class LeafJournal {
  private constructor(
    private readonly file: FileHandle,
    private count: number,
  ) {}

  static async open(path: string): Promise<LeafJournal> {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a+');
    const { size } = await file.stat();
    if (size % RECORD !== 0) await file.truncate(size - (size % RECORD));
    return new LeafJournal(file, Math.floor(size / RECORD));
  }

  /** For looking things up only. */
  static async openReadOnly(path: string): Promise<LeafJournal> {
    const file = await open(path, 'r');
    return new LeafJournal(file, Math.floor((await file.stat()).size / RECORD));
  }

  get size(): number {
    return this.count;
  }

  /** @throws JournalTouched */
  async append(leaves: readonly SealedLeaf[]): Promise<void> {
    const { size } = await this.file.stat();
    if (size !== this.count * RECORD) {
      throw new JournalTouched(`the journal has ${size} bytes, not the ${this.count * RECORD} that were written here`);
    }
    const bytes = Buffer.alloc(leaves.length * RECORD);
    leaves.forEach(({ position, leaf }, i) => {
      bytes.writeBigUInt64BE(position, i * RECORD);
      bytes.set(leaf, i * RECORD + 8);
    });
    try {
      await this.file.appendFile(bytes);
      await this.file.datasync();
    } catch (error) {
      await this.file.truncate(this.count * RECORD); // a full disk must not leave half a batch behind
      throw error;
    }
    this.count += leaves.length;
  }

  /** @throws RangeError when there is no such leaf */
  async at(index: number): Promise<SealedLeaf> {
    const [found] = await this.slice(index, index + 1);
    if (!found) throw new RangeError(`no leaf ${index} of ${this.count}`);
    return found;
  }

  async slice(start: number, end: number): Promise<SealedLeaf[]> {
    const length = Math.max(0, Math.min(end, this.count) - start) * RECORD;
    const bytes = Buffer.alloc(length);
    const { bytesRead } = await this.file.read(bytes, 0, length, start * RECORD);
    if (bytesRead !== length) throw new RangeError(`leaves ${start} to ${end} could not be read whole`);
    return Array.from({ length: length / RECORD }, (_, i) => ({
      position: bytes.readBigUInt64BE(i * RECORD),
      leaf: Uint8Array.from(bytes.subarray(i * RECORD + 8, (i + 1) * RECORD)),
    }));
  }

  /** All leaves in order, a chunk at a time. */
  async *chunks(): AsyncGenerator<SealedLeaf[]> {
    for (let start = 0; start < this.count; start += CHUNK) yield this.slice(start, start + CHUNK);
  }

  /** The index of the event at this position: positions grow, so it is found by halving. */
  async indexOf(position: Position): Promise<number | undefined> {
    let [low, high] = [0, this.count];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((await this.at(middle)).position < position) low = middle + 1;
      else high = middle;
    }
    return low < this.count && (await this.at(low)).position === position ? low : undefined;
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
