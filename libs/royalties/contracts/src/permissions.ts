import { hasRole, type RoleRules } from '@max/identity/contracts';

/** Finance receives and books; compliance and auditors look; an artist sees the earnings of the own payees only. */
export const royaltiesRules: RoleRules = (user) => [
  ...(hasRole(user, 'admin', 'finance')
    ? [
        {
          action: ['create', 'read', 'book', 'approve'] as ('create' | 'read' | 'book' | 'approve')[],
          subject: 'Statement',
        },
        { action: ['create', 'read'] as ('create' | 'read')[], subject: 'SplitSheet' },
        { action: 'read' as const, subject: 'Earnings' },
      ]
    : []),
  ...(hasRole(user, 'compliance', 'auditor')
    ? [{ action: 'read' as const, subject: ['Statement', 'SplitSheet', 'Earnings'] }]
    : []),
  ...(hasRole(user, 'artist')
    ? [{ action: 'read' as const, subject: 'Earnings', conditions: { payeeId: { $in: [...user.payeeIds] } } }]
    : []),
];
