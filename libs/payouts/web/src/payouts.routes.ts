import type { Routes } from '@angular/router';
import { allowed } from '@max/web';

/** Back office: payees, batches, payouts and where their money came from. */
export const payoutsRoutes: Routes = [
  {
    path: 'payees',
    title: 'Payees',
    canActivate: [allowed('read', 'Payee')],
    loadComponent: () => import('./payees/payees-page').then((m) => m.PayeesPage),
  },
  {
    path: 'payees/:id',
    title: 'Payee',
    canActivate: [allowed('read', 'Payee')],
    loadComponent: () => import('./payees/payee-page').then((m) => m.PayeePage),
  },
  {
    path: 'payout-batches',
    title: 'Payout batches',
    canActivate: [allowed('read', 'PayoutBatch')],
    loadComponent: () => import('./batches/batches-page').then((m) => m.BatchesPage),
  },
  {
    path: 'payout-batches/:id',
    title: 'Payout batch',
    canActivate: [allowed('read', 'PayoutBatch')],
    loadComponent: () => import('./batch/batch-page').then((m) => m.BatchPage),
  },
  {
    path: 'payouts',
    title: 'Payouts',
    canActivate: [allowed('read', 'Payout')],
    loadComponent: () => import('./payouts/payouts-page').then((m) => m.PayoutsPage),
  },
  {
    path: 'payouts/:id',
    title: 'Payout',
    canActivate: [allowed('read', 'Payout')],
    loadComponent: () => import('./lineage/payout-page').then((m) => m.PayoutPage),
  },
  {
    path: 'payouts/:id/lines',
    title: 'Sales lines of a payout',
    canActivate: [allowed('read', 'Payout')],
    loadComponent: () => import('./lineage/payout-lines-page').then((m) => m.PayoutLinesPage),
  },
];
