import type { Routes } from '@angular/router';
import { allowed } from '@max/web';

export const catalogRoutes: Routes = [
  {
    path: 'tracks',
    title: 'Catalogue',
    canActivate: [allowed('read', 'Track')],
    loadComponent: () => import('./tracks-page').then((m) => m.TracksPage),
  },
];
