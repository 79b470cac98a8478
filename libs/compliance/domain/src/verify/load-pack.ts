import { standingDraft, type BatchDraft } from '../facts/batch';
import { payoutStories, type PayoutStory } from '../facts/payout';
import { bookingsOf, splitSheetsOf, type Booking, type SplitSheet } from '../facts/statement';
import { parseCheckpoint, type Checkpoint } from '../note/checkpoint';
import type { SignedNote } from '../note/signed-note';
import { readEventRow, type PackedEvent } from '../pack/events-file';
import { PACK_FILES, statementFiles, type StatementFiles } from '../pack/format';
import { readGroupRow, readGroupsProof, type GroupsProof, type PackedGroup } from '../pack/groups-file';
import { readKeys, type PackKeys } from '../pack/keys-file';
import { readManifest, type Manifest } from '../pack/manifest';
import { rowsOf, utf8 } from '../reading/rows';

import type { Findings } from './report';

export type PackContents = ReadonlyMap<string, Uint8Array>;

export interface PackedStatement {
  readonly statementId: string;
  readonly files: StatementFiles;
  readonly groups: readonly PackedGroup[];
  readonly proof: GroupsProof | undefined;
  readonly lines: Uint8Array;
}

/** A pack as read; what could not be read is `undefined` or empty, and a finding says so. */
export interface Pack {
  readonly contents: PackContents;
  readonly manifest: Manifest | undefined;
  readonly keys: PackKeys | undefined;
  readonly head: { readonly note: SignedNote; readonly checkpoint: Checkpoint } | undefined;
  readonly events: readonly PackedEvent[];
  readonly statements: ReadonlyMap<string, PackedStatement>;
  readonly draft: BatchDraft | undefined;
  readonly stories: ReadonlyMap<string, PayoutStory>;
  readonly bookings: readonly Booking[];
  readonly sheets: readonly SplitSheet[];
}

export const loadPack = (contents: PackContents, findings: Findings): Pack => {
  const text = (path: string): string => {
    const content = contents.get(path);
    if (!content) throw new Error('is missing');
    return utf8(content, path);
  };
  const read = <T>(path: string, parse: (text: string, where: string) => T) =>
    findings.attempt(path, () => parse(text(path), path));

  const manifest = read(PACK_FILES.manifest, readManifest);
  const events = readRows(contents, PACK_FILES.events, findings, readEventRow);
  const whole = PACK_FILES.events;
  return {
    contents,
    manifest,
    keys: read(PACK_FILES.keys, readKeys),
    head: read(PACK_FILES.checkpoint, parseCheckpoint),
    events,
    statements: loadStatements(contents, findings),
    draft: manifest && findings.attempt(whole, () => standingDraft(events, manifest.payoutBatchId)),
    stories: findings.attempt(whole, () => payoutStories(events)) ?? new Map<string, PayoutStory>(),
    bookings: findings.attempt(whole, () => bookingsOf(events)) ?? [],
    sheets: findings.attempt(whole, () => splitSheetsOf(events)) ?? [],
  };
};

const readRows = <T>(
  contents: PackContents,
  path: string,
  findings: Findings,
  parse: (row: { number: number; bytes: Uint8Array }, path: string) => T,
): T[] => {
  const content = contents.get(path);
  if (!content) findings.add(path, 'is missing');
  const parsed: T[] = [];
  findings.attempt(path, () => {
    for (const row of rowsOf(content ?? new Uint8Array(0), path)) {
      const value = findings.attempt(`${path} line ${row.number}`, () => parse(row, path));
      if (value !== undefined) parsed.push(value);
    }
  });
  return parsed;
};

const STATEMENT_FILE = /^statements\/([^/]+)\//;

const loadStatements = (contents: PackContents, findings: Findings): Map<string, PackedStatement> => {
  const ids = new Set([...contents.keys()].flatMap((path) => STATEMENT_FILE.exec(path)?.[1] ?? []));
  return new Map([...ids].map((id) => [id, loadStatement(id, contents, findings)]));
};

const loadStatement = (statementId: string, contents: PackContents, findings: Findings): PackedStatement => {
  const files = statementFiles(statementId);
  const lines = contents.get(files.lines);
  if (!lines) findings.add(files.lines, 'is missing');
  return {
    statementId,
    files,
    groups: readRows(contents, files.groups, findings, readGroupRow),
    proof: findings.attempt(files.proof, () => {
      const content = contents.get(files.proof);
      if (!content) throw new Error('is missing');
      return readGroupsProof(utf8(content, files.proof), files.proof);
    }),
    lines: lines ?? new Uint8Array(0),
  };
};
