import { Module } from '@nestjs/common';

/** Controllers, command handlers and queries of the context. */
@Module({})
export class ComplianceApiModule {}

/** Projections, processes and jobs of the context. */
@Module({})
export class ComplianceWorkerModule {}
