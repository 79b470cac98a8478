import { Module, type DynamicModule } from '@nestjs/common';
import { CatalogWorkerModule } from '@max/catalog/server';
import { ComplianceWorkerModule } from '@max/compliance/server';
import { IdentityWorkerModule } from '@max/identity/server';
import { HealthModule, KernelModule, type Config } from '@max/kernel/server';
import { PayoutsWorkerModule } from '@max/payouts/server';
import { RoyaltiesWorkerModule } from '@max/royalties/server';

/** All that runs without anybody waiting for it: views, processes, jobs. */
@Module({})
export class WorkerModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        KernelModule.forRoot(config),
        HealthModule,
        IdentityWorkerModule,
        CatalogWorkerModule,
        RoyaltiesWorkerModule,
        PayoutsWorkerModule,
        ComplianceWorkerModule,
      ],
    };
  }
}
