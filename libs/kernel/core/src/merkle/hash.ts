import { sha256 as digest } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** 32 bytes of SHA-256: a leaf, a node or a root of the tree of RFC 6962. */
export type MerkleHash = Uint8Array;

const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

/** SHA-256 of the bytes, or of the UTF-8 of a text; without any prefix. */
export const sha256Of = (content: Uint8Array | string): MerkleHash => digest(bytesOf(content));

/** `SHA-256(0x00 ‖ entry)` (RFC 6962 §2.1); a text is hashed as UTF-8. */
export const leafHash = (entry: Uint8Array | string): MerkleHash =>
  digest.create().update(LEAF).update(bytesOf(entry)).digest();

/** `SHA-256(0x01 ‖ left ‖ right)` (RFC 6962 §2.1); the prefix keeps a node from posing as a leaf. */
export const nodeHash = (left: MerkleHash, right: MerkleHash): MerkleHash =>
  digest.create().update(NODE).update(left).update(right).digest();

/** The root of a tree without leaves: SHA-256 of nothing (RFC 6962 §2.1). */
export const emptyRoot = (): MerkleHash => digest(new Uint8Array(0));

export const sameHash = (a: MerkleHash, b: MerkleHash): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** Hashes of other lengths could be cut differently and lead to the same node. */
export const isHash = (bytes: Uint8Array): boolean => bytes.length === 32;

/** Lower-case hex. */
export const hexOf = (hash: Uint8Array): string => bytesToHex(hash);

/** @throws RangeError when the text is not 64 hex digits */
export const hashFromHex = (text: string): MerkleHash => {
  if (!/^[0-9a-f]{64}$/.test(text)) throw new RangeError(`not a SHA-256 in lower-case hex: ${text.slice(0, 80)}`);
  return hexToBytes(text);
};

const bytesOf = (content: Uint8Array | string): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
