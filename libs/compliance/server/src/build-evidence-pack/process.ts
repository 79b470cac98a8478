import type { ComplianceEvent } from '@max/compliance/contracts';
import { defineProcess } from '@max/kernel/server';

import { BUILD_QUEUE } from './job';

export const buildRequestedPacks = defineProcess<ComplianceEvent>({
  name: 'evidence-packs',
  on: {
    'compliance.evidence-pack-requested.v1': ({ data: { packId } }, { job }) => job(BUILD_QUEUE, { packId }),
  },
});
