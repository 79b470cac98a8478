import { defineEvents } from '@max/kernel';

import type { ComplianceEvent } from './events';

const pack = { stream: 'evidencePack-<packId>', since: '0.1.0' };

export const complianceEvents = defineEvents<ComplianceEvent>({
  context: 'compliance',
  union: 'ComplianceEvent',
  types: {
    'compliance.evidence-pack-requested.v1': { ...pack, says: 'Somebody asked for the evidence of a payout batch.' },
    'compliance.evidence-pack-built.v1': { ...pack, says: 'The evidence is in a file, sealed under this checkpoint.' },
    'compliance.evidence-pack-failed.v1': { ...pack, says: 'The evidence could not be put together, and why.' },
    'compliance.evidence-pack-downloaded.v1': { ...pack, says: 'Somebody took the evidence with them.' },
    'compliance.pack-building-told.v1': {
      stream: 'packBuilding-<packId>',
      since: '0.1.0',
      says: 'The process that has a pack made was told something, and what it asked for because of it.',
    },
    'compliance.audit-log-read.v1': {
      stream: 'auditAccess-<yyyy-mm-dd>-<userId>',
      since: '0.1.0',
      says: 'Somebody read the audit log, and what they asked of it.',
    },
  },
});
