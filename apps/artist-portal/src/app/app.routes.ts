import type { Routes } from '@angular/router';
import { NotAllowedPage, NotFoundPage, signedIn } from '@max/web';

export const routes: Routes = [
  { path: 'sign-in', title: 'Sign in', loadComponent: () => import('./sign-in').then((m) => m.SignInPage) },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./frame').then((m) => m.Frame),
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: 'Overview',
        loadComponent: () => import('./overview/overview-page').then((m) => m.OverviewPage),
      },
      { path: '', loadChildren: () => import('@max/royalties/web').then((m) => m.earningsRoutes) },
      { path: '', loadChildren: () => import('@max/payouts/web').then((m) => m.portalPayoutsRoutes) },
      { path: 'not-allowed', title: 'Not allowed', component: NotAllowedPage },
      { path: '**', title: 'Not found', component: NotFoundPage },
    ],
  },
];
