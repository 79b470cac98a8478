import {
  ForbiddenException,
  Inject,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { abilityOf, type Action, type AppAbility, type RoleRules, type SignedInUser } from '@max/identity/contracts';
import { ACCESS, type Access, type Authenticated } from '@max/kernel/server';
import type { FastifyRequest } from 'fastify';
import { timingSafeEqual } from 'node:crypto';

import { CSRF_HEADER, sessionTokenOf } from '../sessions/cookies';
import { Sessions } from '../sessions/sessions';

import { SignedInUsers } from './signed-in-users';

export const ROLE_RULES = Symbol('RoleRules');

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Every route: who is it, is the request from our own page, and may this user do it? No route is open by default. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly users: SignedInUsers,
    @Inject(ROLE_RULES) private readonly rules: readonly RoleRules[],
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.getAllAndOverride<Access | undefined>(ACCESS, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (access?.public) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & Authenticated<SignedInUser, AppAbility>>();
    const user = await this.authenticate(request);
    const ability = abilityOf(user, this.rules);
    if (!access?.action || !access.subject || !ability.can(access.action as Action, access.subject)) {
      throw new ForbiddenException({ type: 'not-allowed', message: 'you are not allowed to do this' });
    }
    Object.assign(request, { user, ability });
    return true;
  }

  private async authenticate(request: FastifyRequest): Promise<SignedInUser> {
    const token = sessionTokenOf(request);
    const session = token === undefined ? undefined : await this.sessions.find(token, new Date());
    const user = session && (await this.users.find(session.userId));
    if (!session || !user) throw new UnauthorizedException({ type: 'not-signed-in', message: 'sign in first' });
    if (!SAFE_METHODS.has(request.method) && !same(request.headers[CSRF_HEADER], session.csrfToken)) {
      throw new ForbiddenException({
        type: 'csrf-token-missing',
        message: `send the cookie XSRF-TOKEN back as ${CSRF_HEADER}`,
      });
    }
    return user;
  }
}

const same = (given: string | string[] | undefined, expected: string): boolean => {
  if (typeof given !== 'string') return false;
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
};
