import type { Routes } from '@angular/router';
import { allowed } from '@max/web';

/** Portal: what was paid, what is on its way, and why something was not. */
export const portalPayoutsRoutes: Routes = [
  {
    path: 'payouts',
    title: 'Payouts',
    canActivate: [allowed('read', 'Payout')],
    loadComponent: () => import('./portal/my-payouts-page').then((m) => m.MyPayoutsPage),
  },
];
