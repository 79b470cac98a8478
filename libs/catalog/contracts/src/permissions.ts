import { hasRole, type RoleRules } from '@max/identity/contracts';

/** Everybody who works here reads the catalogue; admins and finance import it. */
export const catalogRules: RoleRules = (user) => [
  { action: 'read', subject: ['Track', 'Release', 'Artist'] },
  ...(hasRole(user, 'admin', 'finance')
    ? [
        { action: 'create' as const, subject: 'CatalogImport' },
        { action: 'read' as const, subject: 'CatalogImport' },
      ]
    : []),
  ...(hasRole(user, 'compliance', 'auditor') ? [{ action: 'read' as const, subject: 'CatalogImport' }] : []),
];
