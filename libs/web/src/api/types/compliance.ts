export interface EvidencePackDto {
  readonly id: string;
  readonly payoutBatchId: string;
  readonly status: string;
  readonly requestedAt: string;
  readonly builtAt?: string | null;
  readonly bytes: number | null;
  readonly file?: string | null;
  readonly reason: string | null;
}

export interface AuditEventDto {
  readonly id: string;
  readonly position: string;
  readonly stream: string;
  readonly revision: number | string;
  readonly type: string;
  readonly occurredAt: string;
  readonly actor: unknown;
  readonly reason?: string | null;
  readonly data: unknown;
  readonly metadata?: unknown;
}

export interface CheckpointDto {
  readonly origin: string;
  readonly size: number | string;
  readonly rootHash: string;
  readonly at?: string;
}
