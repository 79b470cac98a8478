import type { Routes } from '@angular/router';
import { allowed } from '@max/web';

/** Back office: what proves it all. */
export const complianceRoutes: Routes = [
  {
    path: 'evidence-packs',
    title: 'Evidence packs',
    canActivate: [allowed('read', 'EvidencePack')],
    loadComponent: () => import('./evidence/evidence-page').then((m) => m.EvidencePage),
  },
  {
    path: 'audit',
    title: 'Audit log',
    canActivate: [allowed('read', 'AuditEvent')],
    loadComponent: () => import('./audit/audit-page').then((m) => m.AuditPage),
  },
];
