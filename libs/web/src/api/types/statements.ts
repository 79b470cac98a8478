import type { StatementFormat } from '@max/royalties/contracts';

import type { Schemas } from '../schemas';

export type StatementDto = Schemas['StatementAnswer'];
export type StatementStatus = StatementDto['status'];
export type RejectDto = Schemas['RejectedLine'];
export type SalesLineDto = Schemas['LineAnswer'];
export type UploadedDto = Schemas['Received'];

export const FORMAT_LABELS: Readonly<Record<StatementFormat, string>> = {
  'ddex-dsr-basic-audio': 'DSR Basic Audio',
  'ddex-dsr-ugc': 'DSR UGC',
  distrokid: 'DistroKid',
  tunecore: 'TuneCore',
};

const LABELS: Readonly<Record<string, string>> = FORMAT_LABELS;

export const formatLabel = (format: string | null): string =>
  format === null ? 'Not recognised' : (LABELS[format] ?? format);
