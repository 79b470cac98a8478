import { actorText, eventWords, type AuditEventDto, type Column, type Filter } from '@max/web';

export const AUDIT_FILTERS: readonly Filter[] = [
  { key: 'stream', label: 'Stream', kind: 'text', placeholder: 'payoutBatch-…' },
  { key: 'type', label: 'Type', kind: 'text', placeholder: 'payouts.batch-approved.v1' },
  { key: 'actor', label: 'Who', kind: 'text', placeholder: 'User id' },
  { key: 'from', label: 'From', kind: 'date' },
  { key: 'to', label: 'To', kind: 'date' },
];

export const AUDIT_COLUMNS: readonly Column<AuditEventDto>[] = [
  { key: 'what', header: 'What', value: (e) => `${eventWords(e)} [${e.type}]` },
  { key: 'stream', header: 'Stream', kind: 'code', value: (e) => e.stream, wide: true },
  { key: 'actor', header: 'Who', value: (e) => actorText(e.actor) },
  { key: 'at', header: 'When', kind: 'time', value: (e) => e.occurredAt },
  { key: 'position', header: 'Position', kind: 'number', value: (e) => e.position, wide: true },
];
