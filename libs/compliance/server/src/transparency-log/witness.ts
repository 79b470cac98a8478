import { join } from 'node:path';

import {
  checkpointText,
  COSIGNATURE,
  formatVerifierKey,
  parseCheckpointText,
  signNote,
  verifyNote,
  type Checkpoint,
  type SignedNote,
  type SigningKey,
  type VerifierKey,
} from '@max/compliance/domain';
import { sameHash, verifyConsistency, type MerkleHash } from '@max/kernel';

import { readIfThere, writeDurably } from './durable-file';
import { keyIn } from './key-file';

/** The witness has seen something else before and signs nothing. */
export class HeadRefused extends Error {
  override readonly name = 'HeadRefused';
}

/**
 * Remembers, in a folder and with a key of its own, the last head that it saw of one log, and cosigns only heads that
 * begin with it. It learns the log's key from the first head and takes no other afterwards.
 */
export class Witness {
  private constructor(
    private readonly folder: string,
    readonly key: SigningKey,
    private seen: { readonly logKey: string; readonly head: Checkpoint } | undefined,
  ) {}

  static async open(folder: string): Promise<Witness> {
    const key = await keyIn(join(folder, 'witness.key'), 'witness', COSIGNATURE);
    const [logKey, ...text] = (await readIfThere(join(folder, 'seen')))?.toString('utf8').split('\n') ?? [];
    return new Witness(folder, key, logKey ? { logKey, head: parseCheckpointText(text.join('\n')) } : undefined);
  }

  /** Size of the tree that a consistency proof has to begin with; 0 before the first. */
  get size(): number {
    return this.seen?.head.size ?? 0;
  }

  /**
   * The note with the witness's cosignature; what was seen is on disk before the signature leaves.
   *
   * @param proof of consistency from {@link size} to this head; empty when they are the same or this is the first
   * @throws HeadRefused
   */
  async cosign(note: SignedNote, logKey: VerifierKey, proof: readonly MerkleHash[], now: Date): Promise<SignedNote> {
    const verdict = verifyNote(note, logKey);
    if (!verdict.ok) throw new HeadRefused(verdict.reason);
    const head = parseCheckpointText(note.text);
    if (head.origin !== logKey.name) throw new HeadRefused(`the head is of ${head.origin}, not of ${logKey.name}`);
    if (this.seen) this.compare(this.seen, head, formatVerifierKey(logKey), proof);
    await writeDurably(join(this.folder, 'seen'), `${formatVerifierKey(logKey)}\n${checkpointText(head)}`, 0o600);
    this.seen = { logKey: formatVerifierKey(logKey), head };
    return signNote(note, this.key, Math.floor(now.getTime() / 1000));
  }

  private compare(
    { logKey: known, head: old }: { readonly logKey: string; readonly head: Checkpoint },
    head: Checkpoint,
    logKey: string,
    proof: readonly MerkleHash[],
  ): void {
    if (known !== logKey) throw new HeadRefused(`the log has another key (${logKey}) than before (${known})`);
    if (head.size < old.size) throw new HeadRefused(`the log has shrunk from ${old.size} to ${head.size} leaves`);
    if (head.size === old.size && !sameHash(head.root, old.root)) {
      throw new HeadRefused(`there are two trees of ${head.size} leaves`);
    }
    const claim = { oldSize: old.size, newSize: head.size, oldRoot: old.root, newRoot: head.root, proof };
    if (old.size > 0 && !verifyConsistency(claim)) {
      throw new HeadRefused(`the tree of ${head.size} leaves does not begin with the one of ${old.size} seen before`);
    }
  }
}
