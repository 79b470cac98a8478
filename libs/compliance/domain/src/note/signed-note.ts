import { ed25519 } from '@noble/curves/ed25519.js';

import { hexOf } from '@max/kernel';

import { fromBase64, toBase64 } from './base64';
import { COSIGNATURE, type SigningKey, type VerifierKey } from './keys';

/** A text and its signatures, in the format of C2SP signed-note. */
export interface SignedNote {
  /** With its final line feed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Uint8Array;
}

export class InvalidNote extends Error {
  override readonly name = 'InvalidNote';
}

const SIGNATURE_LINE = /^— ([^\s+]+) (\S+)$/;
const MOST_SIGNATURES = 100;
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/; // eslint-disable-line no-control-regex -- the format forbids them

/** @throws InvalidNote */
export const parseNote = (note: string): SignedNote => {
  if (CONTROL.test(note)) throw new InvalidNote('the note holds control characters');
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0 || !note.endsWith('\n')) throw new InvalidNote('the note has no signatures after a blank line');
  const lines = note.slice(blank + 2, -1).split('\n');
  if (lines.length > MOST_SIGNATURES) throw new InvalidNote(`more than ${MOST_SIGNATURES} signatures`);
  return { text: note.slice(0, blank + 1), signatures: lines.map(parseSignature) };
};

const parseSignature = (line: string): NoteSignature => {
  const [, name = '', encoded = ''] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!bytes || bytes.length <= 4) throw new InvalidNote(`not a signature line: ${line.slice(0, 80)}`);
  return { name, keyId: hexOf(bytes.subarray(0, 4)), signature: bytes.subarray(4) };
};

export const formatNote = ({ text, signatures }: SignedNote): string =>
  `${text}\n${signatures
    .map(({ name, keyId, signature }) => `— ${name} ${toBase64(Uint8Array.of(...hexBytes(keyId), ...signature))}\n`)
    .join('')}`;

const hexBytes = (hex: string): number[] => (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

/** What a witness signs (C2SP tlog-cosignature, Ed25519): the time, in seconds since 1970, and the whole text. */
const cosigned = (text: string, timestamp: bigint): string => `cosignature/v1\ntime ${timestamp}\n${text}`;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/**
 * The note with one more signature. A cosigning key signs the time as well.
 *
 * @param seconds time of a cosignature, whole seconds since 1970; not used by other keys
 */
export const signNote = (note: SignedNote, key: SigningKey, seconds = 0): SignedNote => {
  const signature =
    key.type === COSIGNATURE ? cosign(note.text, key, BigInt(seconds)) : ed25519.sign(utf8(note.text), key.secret);
  return { ...note, signatures: [...note.signatures, { name: key.name, keyId: key.id, signature }] };
};

const cosign = (text: string, { secret }: SigningKey, timestamp: bigint): Uint8Array => {
  const signature = new Uint8Array(72);
  new DataView(signature.buffer).setBigUint64(0, timestamp);
  signature.set(ed25519.sign(utf8(cosigned(text, timestamp)), secret), 8);
  return signature;
};

/** `seconds` is when a witness cosigned, null for a plain signature. */
export type NoteVerdict =
  { readonly ok: true; readonly seconds: number | null } | { readonly ok: false; readonly reason: string };

/** Whether the key signed the note. Signatures of other keys are not looked at, as the format asks. */
export const verifyNote = (note: SignedNote, key: VerifierKey): NoteVerdict => {
  const own = note.signatures.filter(({ name, keyId }) => name === key.name && keyId === key.id);
  const [first, second] = own;
  if (!first) return { ok: false, reason: `no signature of ${key.name} (key ${key.id})` };
  if (second) return { ok: false, reason: `two signatures of ${key.name} (key ${key.id})` };
  const { signature } = first;
  if (key.type !== COSIGNATURE) return verdict(signature, note.text, key, null);
  if (signature.length !== 72) return { ok: false, reason: `the cosignature of ${key.name} has not 72 bytes` };
  const timestamp = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
  return verdict(signature.subarray(8), cosigned(note.text, timestamp), key, Number(timestamp));
};

const verdict = (signature: Uint8Array, message: string, key: VerifierKey, seconds: number | null): NoteVerdict =>
  signature.length === 64 && holds(signature, utf8(message), key.publicKey)
    ? { ok: true, seconds }
    : { ok: false, reason: `the signature of ${key.name} (key ${key.id}) does not fit the text` };

/** RFC 8032 strictly (no ZIP 215 leniency); bytes that are no point make the library throw. */
const holds = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
};
