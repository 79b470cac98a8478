import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';

import { Health } from './health';

export { Health };

/** `Health` for a program that serves it. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  providers: [Health],
  exports: [Health],
})
export class HealthModule {}
