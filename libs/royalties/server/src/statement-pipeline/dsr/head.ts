import type { DsrFile } from '../recognise';
import { StatementRejected } from '../statement-rejected';
import { readRecord } from './records';

/** What the HEAD record says of the report. */
export interface DsrHead {
  readonly profile: 'basic-audio' | 'ugc';
  readonly messageId: string;
  readonly fileNumber: number;
  readonly numberOfFiles: number;
  /** YYYY-MM-DD */
  readonly from: string;
  readonly to: string;
  readonly sender: string;
}

const PROFILES: Readonly<Record<string, { profile: DsrHead['profile']; format: DsrFile['format'] }>> = {
  basicaudioprofile: { profile: 'basic-audio', format: 'ddex-dsr-basic-audio' },
  basicaudioprofilesrb: { profile: 'basic-audio', format: 'ddex-dsr-basic-audio' },
  ugcprofile: { profile: 'ugc', format: 'ddex-dsr-ugc' },
  ugcprofilesrb: { profile: 'ugc', format: 'ddex-dsr-ugc' },
};

/**
 * The head of a DSR, or undefined when the file begins with none. Comments (`#`) may stand before it.
 * @throws StatementRejected for a DSR of another profile or with a malformed head
 */
export const readHead = (lines: readonly string[]): DsrFile | undefined => {
  const at = lines.findIndex((line) => !line.startsWith('#'));
  const line = lines[at] ?? '';
  if (!/^(HEAD|SRHE)\t/.test(line)) return undefined;
  const head = readRecord(line, at + 1);
  const reject = (code: string, reason: string): never => {
    throw new StatementRejected(code, reason, at + 1);
  };
  if (head.tooShort) return reject('bad-head', `the head of the report is malformed: ${head.tooShort}`);
  const known = PROFILES[head.cell('Profile').toLowerCase()];
  const version = head.cell('ProfileVersion');
  if (!known) {
    return reject(
      'unknown-profile',
      `the report follows the DDEX profile “${head.cell('Profile').slice(0, 60)}”; we read Basic Audio and UGC`,
    );
  }
  const date = (cell: string): string => {
    const value = head.cell(cell);
    return /^\d{4}-\d{2}-\d{2}$/.test(value)
      ? value
      : reject('bad-head', `${cell} of the head is no date: “${value.slice(0, 40)}”`);
  };
  const number = (cell: string): number => {
    const value = head.cell(cell);
    return /^[1-9]\d{0,5}$/.test(value)
      ? Number(value)
      : reject('bad-head', `${cell} of the head is no number: “${value.slice(0, 40)}”`);
  };
  return {
    kind: 'dsr',
    format: known.format,
    formatVersion: `${head.cell('Profile')} ${version}`,
    head: {
      profile: known.profile,
      messageId: head.cell('MessageId'),
      fileNumber: number('FileNumber'),
      numberOfFiles: number('NumberOfFiles'),
      from: date('UsageStartDate'),
      to: date('UsageEndDate'),
      sender: head.cell('SenderName') || head.cell('SenderPartyId'),
    },
  };
};
