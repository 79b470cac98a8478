import { Module, type DynamicModule } from '@nestjs/common';
import type { EventManifest } from '@max/kernel';

import { EventTypes } from './event-types';

const REGISTERED = Symbol('registered event types');

/**
 * What a context's module writes and reads, made known when the module is made:
 * `@Module({ imports: [KnownEvents.of(payoutsEvents, royaltiesEvents)] })`.
 */
@Module({})
export class KnownEvents {
  static of(...manifests: readonly EventManifest[]): DynamicModule {
    return {
      module: KnownEvents,
      providers: [
        {
          provide: REGISTERED,
          useFactory: (types: EventTypes) => {
            types.register(...manifests);
            return manifests.map(({ context }) => context);
          },
          inject: [EventTypes],
        },
      ],
    };
  }
}
