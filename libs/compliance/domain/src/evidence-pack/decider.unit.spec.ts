import { sha256, type PayoutBatchId, type UserId } from '@max/kernel';
import { given } from '@max/kernel/testing';

import { evidencePack, type EvidencePackCommand } from './decider';
import { NoSuchPack, PackNotReady } from './errors';
import type { EvidencePackEvent } from './events';

const [packId, payoutBatchId, by] = ['pack-1', 'batch-1' as PayoutBatchId, 'ada' as UserId];
const built = { packId, file: sha256('ab'.repeat(32)), bytes: 7, checkpoint: 'note', treeSize: 9 };

const request: EvidencePackCommand = { type: 'request', packId, payoutBatchId, by };
const requested: EvidencePackEvent = {
  type: 'compliance.evidence-pack-requested.v1',
  data: { packId, payoutBatchId, by },
};
const recordBuilt: EvidencePackCommand = { type: 'record-built', ...built };
const wasBuilt: EvidencePackEvent = { type: 'compliance.evidence-pack-built.v1', data: { ...built, payoutBatchId } };
const fail: EvidencePackCommand = { type: 'record-failed', packId, reason: 'no disk' };
const failed: EvidencePackEvent = { type: 'compliance.evidence-pack-failed.v1', data: { packId, reason: 'no disk' } };
const download: EvidencePackCommand = { type: 'download', packId, by };
const downloaded: EvidencePackEvent = { type: 'compliance.evidence-pack-downloaded.v1', data: { packId, by } };

describe('an evidence pack', () => {
  it('is requested once', () => {
    given(evidencePack).when(request).then(requested);
    given(evidencePack, requested).when(request).thenNothing();
  });

  it('is built once, and keeps its first outcome', () => {
    given(evidencePack, requested).when(recordBuilt).then(wasBuilt);
    given(evidencePack, requested, wasBuilt).when(recordBuilt).thenNothing();
    given(evidencePack, requested, wasBuilt).when(fail).thenNothing();
    given(evidencePack, requested).when(fail).then(failed);
    given(evidencePack, requested, failed).when(recordBuilt).thenNothing();
  });

  it('is downloaded as often as people like, each time on record', () => {
    given(evidencePack, requested, wasBuilt).when(download).then(downloaded);
    given(evidencePack, requested, wasBuilt, downloaded).when(download).then(downloaded);
  });

  it('is not downloaded before it is built, nor when it failed', () => {
    given(evidencePack, requested).when(download).thenRefused(PackNotReady);
    given(evidencePack, requested, failed).when(download).thenRefused(PackNotReady);
  });

  it('that nobody asked for is unknown', () => {
    for (const command of [recordBuilt, fail, download]) given(evidencePack).when(command).thenRefused(NoSuchPack);
  });
});
