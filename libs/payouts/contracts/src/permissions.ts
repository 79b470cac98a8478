import { hasRole, type Action, type RoleRules } from '@max/identity/contracts';

/**
 * Finance makes and checks batches (four-eyes is the decider's: the maker can't be the checker, admins included);
 * an artist sees the own payees only.
 */
export const payoutsRules: RoleRules = (user) => [
  ...(hasRole(user, 'finance')
    ? [
        { action: ['create', 'read', 'submit', 'approve', 'reject'] as Action[], subject: 'PayoutBatch' },
        { action: ['create', 'read'] as Action[], subject: 'Payee' },
        { action: 'read' as const, subject: ['Balance', 'Payout'] },
      ]
    : []),
  ...(hasRole(user, 'admin')
    ? [
        { action: ['create', 'read'] as Action[], subject: 'Payee' },
        { action: 'read' as const, subject: ['PayoutBatch', 'Balance', 'Payout'] },
      ]
    : []),
  ...(hasRole(user, 'compliance', 'auditor')
    ? [{ action: 'read' as const, subject: ['PayoutBatch', 'Payee', 'Balance', 'Payout'] }]
    : []),
  ...(hasRole(user, 'artist')
    ? [
        {
          action: 'read' as const,
          subject: ['Payee', 'Balance', 'Payout'],
          conditions: { payeeId: { $in: [...user.payeeIds] } },
        },
      ]
    : []),
];
