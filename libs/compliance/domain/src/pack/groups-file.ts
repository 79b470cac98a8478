import { canonicalJson, hexOf, type Amount, type Currency, type MerkleHash } from '@max/kernel';

import { Fields, Malformed, parseJson } from '../reading/fields';
import { utf8, type Row } from '../reading/rows';

import { readHashes } from './events-file';

/** A group of a statement's breakdown as this verifier reads it: lines that one split sheet divides, and how. */
export interface Group {
  readonly key: string;
  readonly isrc: string | null;
  readonly sheetId: string | null;
  readonly currency: Currency;
  readonly lineCount: number;
  readonly amount: Amount;
  readonly linesHash: string;
  readonly shares: readonly { readonly payeeId: string; readonly percent: Amount; readonly amount: Amount }[];
}

export interface PackedGroup {
  /** Its place in the breakdown, from 0. */
  readonly index: number;
  readonly group: Group;
  /** Canonical JSON of the group: the leaf under the booking event's `groupsRoot`. */
  readonly leaf: string;
  readonly where: string;
}

/** One row of `groups.ndjson`, with its line feed; `group` is the breakdown's own object. */
export const groupRow = (index: number, group: object): string => `${canonicalJson({ index, group })}\n`;

/** @throws Malformed */
export const readGroupRow = ({ number, bytes }: Row, path: string): PackedGroup => {
  const where = `${path} line ${number}`;
  const text = utf8(bytes, where);
  const value = parseJson(text, where);
  if (canonicalJson(value) !== text) throw new Malformed(where, 'is not in canonical form (RFC 8785)');
  const row = Fields.of(value, where).only('index', 'group');
  const leaf = canonicalJson(row.raw('group'));
  return { index: row.whole('index'), group: readGroup(row.fields('group')), leaf, where };
};

/** @throws Malformed */
export const readGroup = (group: Fields): Group => ({
  key: group.text('key'),
  isrc: group.textOrNull('isrc'),
  sheetId: group.textOrNull('sheetId'),
  currency: group.currency('currency'),
  lineCount: group.whole('lineCount'),
  amount: group.amount('amount'),
  linesHash: group.digest('linesHash'),
  shares: group.each('shares', (share) => ({
    payeeId: share.text('payeeId'),
    percent: share.amount('percent'),
    amount: share.amount('amount'),
  })),
});

/** Leads from some groups of a breakdown to the root of all. */
export interface GroupsProof {
  readonly groupsRoot: string;
  readonly groupCount: number;
  readonly proof: readonly MerkleHash[];
}

export const renderGroupsProof = ({ groupsRoot, groupCount, proof }: GroupsProof): string =>
  `${canonicalJson({ groupsRoot, groupCount, proof: proof.map(hexOf) })}\n`;

/** @throws Malformed */
export const readGroupsProof = (text: string, where: string): GroupsProof => {
  const top = Fields.of(parseJson(text, where), where).only('groupsRoot', 'groupCount', 'proof');
  return {
    groupsRoot: top.digest('groupsRoot'),
    groupCount: top.whole('groupCount'),
    proof: readHashes(top, 'proof'),
  };
};
