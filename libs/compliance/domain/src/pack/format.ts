/** The evidence pack, version 1: a ZIP of these files. `docs/guides/evidence-packs.md` describes each. */
export const PACK_FORMAT = 'max-booster-evidence-pack';
export const PACK_VERSION = 1;

export const PACK_FILES = {
  /** Canonical JSON: what the pack is about, and path, size and SHA-256 of every other file. */
  manifest: 'manifest.json',
  /** The log key's signature over the SHA-256 of the manifest (C2SP signed-note). */
  manifestNote: 'manifest.note',
  /** One row an event: leaf index, event, inclusion proof; by leaf index. */
  events: 'events.ndjson',
  /** The signed and cosigned head of the log (C2SP tlog-checkpoint). */
  checkpoint: 'checkpoint.txt',
  /** `log <vkey>` and `witness <vkey>`. */
  keys: 'keys.txt',
  payments: 'payments.csv',
  postings: 'postings.csv',
  lines: 'lines.csv',
  report: 'report.pdf',
  verifier: 'verifier.html',
  readme: 'README.txt',
} as const;

export interface StatementFiles {
  /** One row a group that pays somebody in this batch: its index in the statement's breakdown, and the group. */
  readonly groups: string;
  /** The groups' sales lines, group after group, as canonical JSON: the very bytes under each `linesHash`. */
  readonly lines: string;
  /** The hashes that lead from the groups to the root that the booking event names. */
  readonly proof: string;
}

export const statementFiles = (statementId: string): StatementFiles => ({
  groups: `statements/${statementId}/groups.ndjson`,
  lines: `statements/${statementId}/lines.ndjson`,
  proof: `statements/${statementId}/proof.json`,
});

const SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** A path that can't leave its folder and means the same on every system. */
export const isSafePath = (path: string): boolean =>
  path.length <= 200 && path.split('/').every((segment) => SEGMENT.test(segment) && !segment.endsWith('.'));
