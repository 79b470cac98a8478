import type { Routes } from '@angular/router';
import { allowed } from '@max/web';

/** Back office: statements and split sheets. */
export const royaltiesRoutes: Routes = [
  {
    path: 'statements',
    title: 'Statements',
    canActivate: [allowed('read', 'Statement')],
    loadComponent: () => import('./statements/statements-page').then((m) => m.StatementsPage),
  },
  {
    path: 'statements/upload',
    title: 'Upload statements',
    canActivate: [allowed('create', 'Statement')],
    loadComponent: () => import('./upload/upload-page').then((m) => m.UploadPage),
  },
  {
    path: 'statements/:id',
    title: 'Statement',
    canActivate: [allowed('read', 'Statement')],
    loadComponent: () => import('./statement/statement-page').then((m) => m.StatementPage),
  },
  {
    path: 'split-sheets',
    title: 'Split sheets',
    canActivate: [allowed('read', 'SplitSheet')],
    loadComponent: () => import('./split-sheets/split-sheets-page').then((m) => m.SplitSheetsPage),
  },
  {
    path: 'split-sheets/new',
    title: 'New split sheet',
    canActivate: [allowed('create', 'SplitSheet')],
    loadComponent: () => import('./split-sheets/new-split-sheet-page').then((m) => m.NewSplitSheetPage),
  },
];
