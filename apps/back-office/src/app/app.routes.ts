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
        title: 'Start',
        loadComponent: () => import('./start/start-page').then((m) => m.StartPage),
      },
      { path: '', loadChildren: () => import('@max/royalties/web').then((m) => m.royaltiesRoutes) },
      { path: '', loadChildren: () => import('@max/payouts/web').then((m) => m.payoutsRoutes) },
      { path: '', loadChildren: () => import('@max/compliance/web').then((m) => m.complianceRoutes) },
      { path: 'catalog', loadChildren: () => import('./catalog/catalog.routes').then((m) => m.catalogRoutes) },
      { path: 'not-allowed', title: 'Not allowed', component: NotAllowedPage },
      { path: '**', title: 'Not found', component: NotFoundPage },
    ],
  },
];
