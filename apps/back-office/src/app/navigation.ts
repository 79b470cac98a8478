import type { NavSection } from '@max/web';

/** The way round the back office, in the order money takes. */
export const NAVIGATION: readonly NavSection[] = [
  { label: 'Overview', items: [{ label: 'Start', path: '/', icon: 'home' }] },
  {
    label: 'Money in',
    items: [
      { label: 'Statements', path: '/statements', icon: 'statement', needs: { action: 'read', kind: 'Statement' } },
      { label: 'Catalogue', path: '/catalog/tracks', icon: 'track', needs: { action: 'read', kind: 'Track' } },
      { label: 'Split sheets', path: '/split-sheets', icon: 'split', needs: { action: 'read', kind: 'SplitSheet' } },
    ],
  },
  {
    label: 'Money out',
    items: [
      { label: 'Payees', path: '/payees', icon: 'payee', needs: { action: 'read', kind: 'Payee' } },
      {
        label: 'Payout batches',
        path: '/payout-batches',
        icon: 'payout',
        needs: { action: 'read', kind: 'PayoutBatch' },
      },
      { label: 'Payouts', path: '/payouts', icon: 'lineage', needs: { action: 'read', kind: 'Payout' } },
    ],
  },
  {
    label: 'Proof',
    items: [
      {
        label: 'Evidence packs',
        path: '/evidence-packs',
        icon: 'proof',
        needs: { action: 'read', kind: 'EvidencePack' },
      },
      { label: 'Audit log', path: '/audit', icon: 'log', needs: { action: 'read', kind: 'AuditEvent' } },
    ],
  },
];
