import type { UserId } from '@max/kernel';
import { given } from '@max/kernel/testing';

import { auditAccess, type AuditLogRead, type ReadAuditLog } from './decider';

const by = 'ada' as UserId;
const read = (filters: Record<string, string>): ReadAuditLog => ({ type: 'read', by, filters });
const wasRead = (filters: Record<string, string>): AuditLogRead => ({
  type: 'compliance.audit-log-read.v1',
  data: { by, filters },
});

describe('reading the audit log', () => {
  it('is on record with what was asked', () => {
    given(auditAccess)
      .when(read({ actor: 'ben' }))
      .then(wasRead({ actor: 'ben' }));
  });

  it('is on record once for the same question, in whatever order it is put', () => {
    const first = wasRead({ actor: 'ben', type: 'x' });
    given(auditAccess, first)
      .when(read({ type: 'x', actor: 'ben' }))
      .thenNothing();
    given(auditAccess, first)
      .when(read({ actor: 'ben' }))
      .then(wasRead({ actor: 'ben' }));
  });
});
