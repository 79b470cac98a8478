import type { Routes } from '@angular/router';
import { allowed } from '@max/web';

/** Portal: what was earned. */
export const earningsRoutes: Routes = [
  {
    path: 'earnings',
    title: 'Earnings',
    canActivate: [allowed('read', 'Earnings')],
    loadComponent: () => import('./earnings/earnings-page').then((m) => m.EarningsPage),
  },
];
