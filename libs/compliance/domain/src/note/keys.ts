import { ed25519 } from '@noble/curves/ed25519.js';

import { hexOf, sha256Of } from '@max/kernel';

import { fromBase64, toBase64 } from './base64';

/** Signature types of C2SP signed-note: Ed25519 over the text, and the time-stamped cosignature of a witness. */
export const ED25519 = 0x01;
export const COSIGNATURE = 0x04;
export type SignatureType = typeof ED25519 | typeof COSIGNATURE;

/** What checks a signature. Written as a "vkey": `<name>+<key id in hex>+<base64(type ‖ public key)>`. */
export interface VerifierKey {
  readonly name: string;
  readonly type: SignatureType;
  readonly publicKey: Uint8Array;
  /** First four bytes of SHA-256(name ‖ LF ‖ type ‖ public key), in hex. */
  readonly id: string;
}

/** A key with its secret: 32 bytes of seed (RFC 8032 §5.1.5). */
export interface SigningKey extends VerifierKey {
  readonly secret: Uint8Array;
}

export class InvalidKey extends Error {
  override readonly name = 'InvalidKey';
}

const NAME = /^[^\s+\p{Cc}]+$/u;

const prefixed = (type: SignatureType, key: Uint8Array): Uint8Array => Uint8Array.of(type, ...key);

/** @throws InvalidKey when the name is empty or holds a space or a plus, or the key is not 32 bytes long */
export const verifierKey = (name: string, type: SignatureType, publicKey: Uint8Array): VerifierKey => {
  if (!NAME.test(name)) throw new InvalidKey(`not a key name: ${name.slice(0, 80)}`);
  if (publicKey.length !== 32) throw new InvalidKey(`an Ed25519 key has 32 bytes, not ${publicKey.length}`);
  const named = Uint8Array.of(...new TextEncoder().encode(`${name}\n`), ...prefixed(type, publicKey));
  return { name, type, publicKey, id: hexOf(sha256Of(named).subarray(0, 4)) };
};

/** @throws InvalidKey */
export const signingKey = (name: string, type: SignatureType, secret: Uint8Array): SigningKey => {
  if (secret.length !== 32) throw new InvalidKey(`an Ed25519 seed has 32 bytes, not ${secret.length}`);
  return { ...verifierKey(name, type, ed25519.getPublicKey(secret)), secret };
};

/** A fresh random key. */
export const generateKey = (name: string, type: SignatureType): SigningKey =>
  signingKey(name, type, ed25519.utils.randomSecretKey());

export const formatVerifierKey = ({ name, id, type, publicKey }: VerifierKey): string =>
  `${name}+${id}+${toBase64(prefixed(type, publicKey))}`;

export const formatSigningKey = ({ name, id, type, secret }: SigningKey): string =>
  `PRIVATE+KEY+${name}+${id}+${toBase64(prefixed(type, secret))}`;

const decode = (encoded: string): { type: SignatureType; key: Uint8Array } => {
  const bytes = fromBase64(encoded);
  const type = bytes?.[0];
  if (!bytes || bytes.length !== 33) throw new InvalidKey('the key is not base64 of 33 bytes');
  if (type !== ED25519 && type !== COSIGNATURE) throw new InvalidKey(`unknown signature type ${type}`);
  return { type, key: bytes.subarray(1) };
};

/** @throws InvalidKey, also when the id is not the one that name and key have */
export const parseVerifierKey = (vkey: string): VerifierKey => {
  const [, name = '', id = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(vkey) ?? [];
  const { type, key } = decode(encoded);
  const parsed = verifierKey(name, type, key);
  if (parsed.id !== id) throw new InvalidKey(`the key's id is ${parsed.id}, not ${id}`);
  return parsed;
};

/** @throws InvalidKey; its message never holds the secret */
export const parseSigningKey = (text: string): SigningKey => {
  const [, name = '', id = '', encoded = ''] = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const { type, key } = decode(encoded);
  const parsed = signingKey(name, type, key);
  if (parsed.id !== id) throw new InvalidKey(`the key's id is ${parsed.id}, not ${id}`);
  return parsed;
};

/** SHA-256 of the public key in hex, in groups of four: what people compare over the telephone. */
export const fingerprint = ({ publicKey }: VerifierKey): string =>
  (hexOf(sha256Of(publicKey)).match(/.{4}/g) ?? []).join(' ');
