import { canonicalJson, hexOf, sha256Of } from '@max/kernel';

import { signNote, type SignedNote } from '../note/signed-note';
import type { SigningKey } from '../note/keys';
import { Fields, Malformed, parseJson } from '../reading/fields';

import { isSafePath, PACK_FORMAT, PACK_VERSION } from './format';

export interface ManifestFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Manifest {
  readonly packId: string;
  readonly payoutBatchId: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string };
  /** Every file but the manifest and its note, by path. */
  readonly files: readonly ManifestFile[];
}

export const manifestFile = (path: string, content: Uint8Array): ManifestFile => ({
  path,
  bytes: content.length,
  sha256: hexOf(sha256Of(content)),
});

/** The bytes of `manifest.json`. */
export const renderManifest = (manifest: Manifest): string => {
  const files = [...manifest.files].sort((a, b) => (a.path < b.path ? -1 : 1));
  return canonicalJson({ format: PACK_FORMAT, version: PACK_VERSION, ...manifest, files });
};

/** What the log key signs: three lines that can't be taken for a checkpoint. */
export const manifestNoteText = (packId: string, manifest: string): string =>
  `Max Booster evidence pack\n${packId}\n${hexOf(sha256Of(manifest))}\n`;

export const signManifest = (packId: string, manifest: string, key: SigningKey): SignedNote =>
  signNote({ text: manifestNoteText(packId, manifest), signatures: [] }, key);

/** @throws Malformed */
export const readManifest = (text: string, where: string): Manifest => {
  const value = parseJson(text, where);
  const top = Fields.of(value, where);
  if (top.text('format') !== PACK_FORMAT) throw new Malformed(where, 'is not the manifest of an evidence pack');
  if (top.whole('version') !== PACK_VERSION) {
    throw new Malformed(where, `has version ${top.whole('version')}; this verifier knows version ${PACK_VERSION}`);
  }
  top.only('format', 'version', 'packId', 'payoutBatchId', 'createdAt', 'checkpoint', 'files');
  if (canonicalJson(value) !== text) throw new Malformed(where, 'is not in canonical form (RFC 8785)');
  const head = top.fields('checkpoint').only('origin', 'size', 'root');
  return {
    packId: top.text('packId'),
    payoutBatchId: top.text('payoutBatchId'),
    createdAt: top.text('createdAt'),
    checkpoint: { origin: head.text('origin'), size: head.whole('size'), root: head.digest('root') },
    files: top.each('files', readFile),
  };
};

const readFile = (entry: Fields): ManifestFile => {
  const path = entry.only('path', 'bytes', 'sha256').text('path');
  if (!isSafePath(path)) throw new Malformed(entry.where, `has an unsafe path: ${path.slice(0, 80)}`);
  return { path, bytes: entry.whole('bytes'), sha256: entry.digest('sha256') };
};
