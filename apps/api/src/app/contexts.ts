import { catalogRules } from '@max/catalog/contracts';
import { CatalogApiModule } from '@max/catalog/server';
import { complianceRules } from '@max/compliance/contracts';
import { ComplianceApiModule } from '@max/compliance/server';
import { identityRules, type RoleRules } from '@max/identity/contracts';
import { IdentityApiModule } from '@max/identity/server';
import { payoutsRules } from '@max/payouts/contracts';
import { PayoutsApiModule } from '@max/payouts/server';
import { royaltiesRules } from '@max/royalties/contracts';
import { RoyaltiesApiModule } from '@max/royalties/server';

/** The permissions of every context: what the guard, the queries and the pages go by. */
export const RULES: readonly RoleRules[] = [identityRules, catalogRules, royaltiesRules, payoutsRules, complianceRules];

export const CONTEXTS = [
  IdentityApiModule.forRoot(RULES),
  CatalogApiModule,
  RoyaltiesApiModule,
  PayoutsApiModule,
  ComplianceApiModule,
];
