import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { KernelModule, ProblemFilter, type Config } from '@max/kernel/server';

import { HealthController } from '../health/health.controller';

import { CONTEXTS } from './contexts';

@Module({})
export class ApiModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: ApiModule,
      imports: [KernelModule.forRoot(config), ...CONTEXTS],
      controllers: [HealthController],
      providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
    };
  }
}
