import { never, type Decider, type PayoutBatchId, type Sha256, type UserId } from '@max/kernel';

import { NoSuchPack, PackNotReady } from './errors';
import type { EvidencePackEvent } from './events';

export type EvidencePackCommand =
  | { readonly type: 'request'; readonly packId: string; readonly payoutBatchId: PayoutBatchId; readonly by: UserId }
  | {
      readonly type: 'record-built';
      readonly packId: string;
      readonly file: Sha256;
      readonly bytes: number;
      readonly checkpoint: string;
      readonly treeSize: number;
    }
  | { readonly type: 'record-failed'; readonly packId: string; readonly reason: string }
  | { readonly type: 'download'; readonly packId: string; readonly by: UserId };

/** `requested → built | failed`; a pack is made once, and every download of it is on record. */
export type EvidencePack =
  | { readonly status: 'none' }
  | { readonly status: 'requested' | 'failed'; readonly payoutBatchId: PayoutBatchId }
  | { readonly status: 'built'; readonly payoutBatchId: PayoutBatchId; readonly file: Sha256; readonly bytes: number };

const decide = (command: EvidencePackCommand, pack: EvidencePack): EvidencePackEvent[] => {
  if (command.type === 'request') {
    if (pack.status !== 'none') return [];
    const { type: _, ...data } = command;
    return [{ type: 'compliance.evidence-pack-requested.v1', data }];
  }
  if (pack.status === 'none') throw new NoSuchPack(command.packId);
  switch (command.type) {
    case 'record-built': {
      if (pack.status !== 'requested') return []; // made twice by a repeated job: the first one stands
      const { type: _, ...data } = command;
      return [{ type: 'compliance.evidence-pack-built.v1', data: { ...data, payoutBatchId: pack.payoutBatchId } }];
    }
    case 'record-failed': {
      if (pack.status !== 'requested') return [];
      const { packId, reason } = command;
      return [{ type: 'compliance.evidence-pack-failed.v1', data: { packId, reason } }];
    }
    case 'download': {
      if (pack.status !== 'built') throw new PackNotReady(pack.status);
      const { packId, by } = command;
      return [{ type: 'compliance.evidence-pack-downloaded.v1', data: { packId, by } }];
    }
    default:
      return never(command);
  }
};

const evolve = (pack: EvidencePack, event: EvidencePackEvent): EvidencePack => {
  switch (event.type) {
    case 'compliance.evidence-pack-requested.v1':
      return { status: 'requested', payoutBatchId: event.data.payoutBatchId };
    case 'compliance.evidence-pack-built.v1': {
      const { payoutBatchId, file, bytes } = event.data;
      return { status: 'built', payoutBatchId, file, bytes };
    }
    case 'compliance.evidence-pack-failed.v1':
      return pack.status === 'none' ? pack : { status: 'failed', payoutBatchId: pack.payoutBatchId };
    case 'compliance.evidence-pack-downloaded.v1':
      return pack;
    default:
      return never(event);
  }
};

export const evidencePack: Decider<EvidencePack, EvidencePackCommand, EvidencePackEvent> = {
  initialState: { status: 'none' },
  decide,
  evolve,
};
