import { Module, type DynamicModule, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import {
  HealthModule,
  KeptAnswers,
  KernelModule,
  ProblemFilter,
  type Config,
  type Observability,
} from '@max/kernel/server';

import { HealthController } from '../health/health.controller';
import { METRICS_TOKEN, MetricsController } from '../metrics/metrics.controller';

import { CONTEXTS } from './contexts';

@Module({})
export class ApiModule implements OnApplicationBootstrap {
  constructor(private readonly keptAnswers: KeptAnswers) {}

  static forRoot(config: Config, { metricsToken }: Observability): DynamicModule {
    return {
      module: ApiModule,
      imports: [KernelModule.forRoot(config), HealthModule, ...CONTEXTS],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: METRICS_TOKEN, useValue: { value: metricsToken } },
      ],
    };
  }

  onApplicationBootstrap(): Promise<void> {
    return this.keptAnswers.ensureIndexes();
  }
}
