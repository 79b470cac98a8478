import { canonicalJson, hexOf, inclusionProof, leafHash, MerkleTree, multiProof, sha256Of } from '@max/kernel';

import { standingDraft } from '../facts/batch';
import { payoutStories } from '../facts/payout';
import { COSIGNATURE, ED25519, signingKey, type SigningKey } from '../note/keys';
import { formatNote, signNote } from '../note/signed-note';
import { signCheckpoint } from '../note/checkpoint';
import { eventRow, type PackedEvent } from '../pack/events-file';
import { PACK_FILES, statementFiles } from '../pack/format';
import { groupRow, renderGroupsProof } from '../pack/groups-file';
import { renderKeys } from '../pack/keys-file';
import { lineRow, type Line } from '../pack/lines-file';
import { manifestFile, renderManifest, signManifest } from '../pack/manifest';
import { eventLeaf, sealedEvent } from '../sealing/sealed-event';
import { lineCsvRow, lineHeadings, paymentRows, postingRows } from '../tables/tables';

import { groupsRootOf, type SampleSeason } from './sample-season';

export interface SampleKeys {
  readonly log: SigningKey;
  readonly witness: SigningKey;
}

export const sampleKeys = (seed = 'sample'): SampleKeys => ({
  log: signingKey('max-booster.example/log', ED25519, sha256Of(`${seed} log`)),
  witness: signingKey('max-booster.example/witness', COSIGNATURE, sha256Of(`${seed} witness`)),
});

const COSIGNED_AT = Date.UTC(2026, 3, 5) / 1000;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const treeOf = ({ events }: SampleSeason): MerkleTree =>
  MerkleTree.of(events.map((event) => eventLeaf(sealedEvent(event))));

/** What a whole log of these events would be signed as. */
export const sampleCheckpoint = (season: SampleSeason, keys = sampleKeys()): string => {
  const tree = treeOf(season);
  const head = { origin: keys.log.name, size: tree.size, root: tree.root() };
  return formatNote(signNote(signCheckpoint(head, keys.log), keys.witness, COSIGNED_AT));
};

/** The catalogue and other people's business stay outside. */
const belongs = ({ stream }: { stream: string }): boolean => !stream.startsWith('track-');

const packedEvents = (season: SampleSeason): PackedEvent[] => {
  const tree = treeOf(season);
  return season.events
    .map((event) => sealedEvent(event))
    .map((event, leafIndex) => ({
      event,
      leafIndex,
      proof: inclusionProof(tree, leafIndex),
      where: `leaf ${leafIndex}`,
    }))
    .filter(({ event }) => belongs(event));
};

const payingGroups = ({ groups }: SampleSeason['statements'][number]) =>
  [...groups.entries()].filter(([, { group }]) => group.shares.length > 0);

const statementContents = (season: SampleSeason, files: Map<string, Uint8Array>): void => {
  const table = [lineHeadings];
  for (const statement of season.statements) {
    const paths = statementFiles(statement.statementId);
    const chosen = payingGroups(statement);
    const tree = MerkleTree.of(statement.groups.map(({ group }) => leafHash(canonicalJson(group))));
    const proof = multiProof(
      tree,
      chosen.map(([index]) => index),
    );
    const claim = { groupsRoot: groupsRootOf(statement), groupCount: tree.size, proof };
    files.set(paths.groups, bytes(chosen.map(([index, { group }]) => groupRow(index, group)).join('')));
    files.set(paths.lines, bytes(chosen.flatMap(([, { lines }]) => lines.map(lineRow)).join('')));
    files.set(paths.proof, bytes(renderGroupsProof(claim)));
    for (const [, { group, lines }] of chosen) {
      for (const line of lines) table.push(lineCsvRow(statement.statementId, group.key, line as unknown as Line));
    }
  }
  files.set(PACK_FILES.lines, bytes(table.join('')));
};

/** The manifest of these files and its note; whatever was there of both is replaced. */
export const sealFiles = (files: Map<string, Uint8Array>, season: SampleSeason, keys = sampleKeys()): void => {
  const tree = treeOf(season);
  files.delete(PACK_FILES.manifest);
  files.delete(PACK_FILES.manifestNote);
  const manifest = renderManifest({
    packId: 'pack-1',
    payoutBatchId: season.batchId,
    createdAt: '2026-04-05T00:00:00.000Z',
    checkpoint: { origin: keys.log.name, size: tree.size, root: hexOf(tree.root()) },
    files: [...files].map(([path, content]) => manifestFile(path, content)),
  });
  files.set(PACK_FILES.manifest, bytes(manifest));
  files.set(PACK_FILES.manifestNote, bytes(formatNote(signManifest('pack-1', manifest, keys.log))));
};

/** A pack as Max Booster would make it of the season, honest or not. */
export const samplePack = (season: SampleSeason, keys = sampleKeys()): Map<string, Uint8Array> => {
  const events = packedEvents(season);
  const files = new Map<string, Uint8Array>();
  const draft = standingDraft(events, season.batchId);
  if (!draft) throw new Error('the season has no draft of its batch');
  files.set(PACK_FILES.events, bytes(events.map(eventRow).join('')));
  files.set(PACK_FILES.checkpoint, bytes(sampleCheckpoint(season, keys)));
  files.set(PACK_FILES.keys, bytes(renderKeys(keys)));
  statementContents(season, files);
  files.set(PACK_FILES.payments, bytes([...paymentRows(draft, payoutStories(events))].join('')));
  files.set(PACK_FILES.postings, bytes([...postingRows(events)].join('')));
  files.set(PACK_FILES.report, bytes('%PDF-1.7 sample'));
  files.set(PACK_FILES.verifier, bytes('<!doctype html><title>verifier</title>'));
  files.set(PACK_FILES.readme, bytes('how to verify'));
  sealFiles(files, season, keys);
  return files;
};
