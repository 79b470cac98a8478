import { Module } from '@nestjs/common';

/** Controllers, command handlers and queries of the context. */
@Module({})
export class PayoutsApiModule {}

/** Projections, processes and jobs of the context. */
@Module({})
export class PayoutsWorkerModule {}
