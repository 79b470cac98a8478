import { hasRole, type Action, type RoleRules } from '@max/identity/contracts';

/** Contexts whose events finance sees: what happened to statements, batches and payouts, but not who signed in. */
export const FINANCE_CONTEXTS = ['catalog', 'royalties', 'payouts'] as const;

/** Evidence is made by compliance and auditors; finance may fetch it for its own batches; admins see the log. */
export const complianceRules: RoleRules = (user) => [
  ...(hasRole(user, 'admin', 'compliance', 'auditor')
    ? [
        { action: ['create', 'read', 'export'] as Action[], subject: 'EvidencePack' },
        { action: 'read' as const, subject: ['AuditEvent', 'Checkpoint'] },
      ]
    : []),
  ...(hasRole(user, 'finance')
    ? [
        { action: ['create', 'read', 'export'] as Action[], subject: 'EvidencePack' },
        { action: 'read' as const, subject: 'Checkpoint' },
        {
          action: 'read' as const,
          subject: 'AuditEvent',
          conditions: { context: { $in: [...FINANCE_CONTEXTS] } },
        },
      ]
    : []),
];
