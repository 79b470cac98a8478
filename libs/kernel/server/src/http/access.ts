import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

import type { CommandContext } from '../commands/command-context';

import { currentCorrelationId } from './request-scope';

/** What the guard leaves on the request. `User` is identity's `SignedInUser`, `Ability` its CASL ability. */
export interface Authenticated<User = { readonly id: string }, Ability = unknown> {
  user?: User;
  ability?: Ability;
  /** Of a request with an idempotency key; see `CommandContext.requestSeed`. */
  requestSeed?: string;
}

export const ACCESS = 'max:access';

export interface Access {
  readonly public?: true;
  readonly action?: string;
  readonly subject?: string;
}

/** The route needs this ability. No route works without `Allow` or `Public`. */
export const Allow = (action: string, subject: string) => SetMetadata(ACCESS, { action, subject } satisfies Access);

/** The route is for everybody: signing in, health, signed webhooks. */
export const Public = () => SetMetadata(ACCESS, { public: true } satisfies Access);

const requestOf = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest & Authenticated>();

/** The signed-in user. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).user);

/** The signed-in user's CASL ability. */
export const CurrentAbility = createParamDecorator(
  (_: unknown, context: ExecutionContext) => requestOf(context).ability,
);

/** Who asks, when and because of which request: goes into `Decisions`. */
export const Context = createParamDecorator((_: unknown, context: ExecutionContext): CommandContext => {
  const request = requestOf(context);
  const id = String(request.id);
  const actor = request.user ? { kind: 'user' as const, id: request.user.id } : { kind: 'system' as const, id: 'api' };
  return {
    actor,
    now: new Date(),
    correlationId: currentCorrelationId() ?? id,
    causationId: id,
    ...(request.requestSeed === undefined ? {} : { requestSeed: request.requestSeed }),
  };
});
