import { canonicalJson, hashFromHex, hexOf, type MerkleHash } from '@max/kernel';

import { Fields, Malformed, parseJson } from '../reading/fields';
import { utf8, type Row } from '../reading/rows';
import { readSealedEvent, type SealedEvent } from '../sealing/sealed-event';

/** An event, its place in the log, and the proof that it stands there. */
export interface ProvenEvent {
  readonly leafIndex: number;
  readonly event: SealedEvent;
  readonly proof: readonly MerkleHash[];
}

/** A proven event as found in a pack; `where` names its file and line. */
export interface PackedEvent extends ProvenEvent {
  readonly where: string;
}

/** One row of `events.ndjson`, with its line feed. */
export const eventRow = ({ leafIndex, event, proof }: ProvenEvent): string =>
  `${canonicalJson({ leafIndex, event, proof: proof.map(hexOf) })}\n`;

/** @throws Malformed */
export const readEventRow = ({ number, bytes }: Row, path: string): PackedEvent => {
  const where = `${path} line ${number}`;
  const text = utf8(bytes, where);
  const value = parseJson(text, where);
  // the one spelling of each event: two readers can't read two things
  if (canonicalJson(value) !== text) throw new Malformed(where, 'is not in canonical form (RFC 8785)');
  const row = Fields.of(value, where).only('leafIndex', 'event', 'proof');
  const event = readSealedEvent(row.raw('event'), where);
  return { leafIndex: row.whole('leafIndex'), event, proof: readHashes(row, 'proof'), where: describe(where, event) };
};

export const readHashes = (row: Fields, name: string): MerkleHash[] =>
  row.list(name).map((entry, i) => {
    if (typeof entry !== 'string' || !/^[0-9a-f]{64}$/.test(entry)) {
      throw new Malformed(row.where, `${name}[${i}] is no SHA-256 in hex`);
    }
    return hashFromHex(entry);
  });

const describe = (where: string, { type, stream, revision }: SealedEvent): string =>
  `${where} (${type}, ${stream}@${revision})`;
