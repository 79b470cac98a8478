import type { Schemas } from '../schemas';

export type EvidencePackDto = Schemas['EvidencePackItem'];
export type AuditEventDto = Schemas['AuditEventItem'];
export type CheckpointDto = Schemas['CheckpointAnswer'];
