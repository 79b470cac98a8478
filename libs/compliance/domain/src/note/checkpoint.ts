import { hexOf, type MerkleHash } from '@max/kernel';

import { fromBase64, toBase64 } from './base64';
import { InvalidNote, parseNote, signNote, type SignedNote } from './signed-note';
import type { SigningKey } from './keys';

/** The head of a log: so many leaves, this root (C2SP tlog-checkpoint). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: MerkleHash;
}

export const checkpointText = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${toBase64(root)}\n`;

/** Reads the three lines of a checkpoint; extension lines are refused, we sign none. @throws InvalidNote */
export const parseCheckpointText = (text: string): Checkpoint => {
  const [origin = '', size = '', encoded = '', end, ...more] = text.split('\n');
  const root = fromBase64(encoded);
  if (end !== '' || more.length > 0 || origin === '') throw new InvalidNote('a checkpoint has three lines');
  if (!/^(0|[1-9]\d{0,15})$/.test(size) || !Number.isSafeInteger(Number(size))) {
    throw new InvalidNote(`not a tree size: ${size.slice(0, 40)}`);
  }
  if (root?.length !== 32) throw new InvalidNote('the root is not base64 of 32 bytes');
  return { origin, size: Number(size), root };
};

/** @throws InvalidNote */
export const parseCheckpoint = (note: string): { note: SignedNote; checkpoint: Checkpoint } => {
  const parsed = parseNote(note);
  return { note: parsed, checkpoint: parseCheckpointText(parsed.text) };
};

/** A checkpoint under the log's signature; the key's name is the log's origin. */
export const signCheckpoint = (checkpoint: Checkpoint, key: SigningKey): SignedNote =>
  signNote({ text: checkpointText(checkpoint), signatures: [] }, key);

/** `max-booster.example/log · 1234 leaves · 3f2a…` for people. */
export const describeCheckpoint = ({ origin, size, root }: Checkpoint): string =>
  `${origin}, ${size} leaves, root ${hexOf(root)}`;
