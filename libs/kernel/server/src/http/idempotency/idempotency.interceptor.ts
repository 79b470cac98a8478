import '@fastify/multipart'; // its types of `FastifyRequest`
import { Logger, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';

import { metrics } from '../../observability/metrics';
import type { Authenticated } from '../access';
import { problemOf, ProblemError } from '../problem-of';
import type { Problem } from '../problem';

import { drainUpload, fingerprintOf, watchUpload } from './fingerprint';
import { LEASE_MS, type Found, type KeptAnswers } from './kept-answers';
import { badKey, keyInUse, keyReused } from './problems';
import { seal, unseal, type Answer } from './sealed-answer';
import { WITHOUT_KEY } from './without-key';

type Begun = Extract<Found, { kind: 'begun' }>;
type Request = FastifyRequest & Authenticated;

const KEY = /^[\x20-\x7e]{1,255}$/;

/**
 * Statuses that are not kept, as Stripe does it: what was refused before anything was done (validation, access, too many
 * requests), and every fault of ours. The request may be sent again with the same key.
 */
const NOT_KEPT = new Set([400, 401, 408, 413, 415, 429]);
const REPEATABLE = new Set(['concurrency-conflict', 'idempotency-key-reused']);
const fateOf = ({ status, type }: Problem): 'finish' | 'release' | 'forget' => {
  if (NOT_KEPT.has(status)) return 'forget';
  return status >= 500 || REPEATABLE.has(type) ? 'release' : 'finish';
};

/** `Idempotency-Key` on every POST: the same request again gets the same answer and is not done again. */
export class IdempotencyInterceptor implements NestInterceptor {
  private readonly log = new Logger('http');

  constructor(
    private readonly kept: KeptAnswers,
    private readonly reflector: Reflector,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    if (context.getType() !== 'http') return next.handle();
    const request = context.switchToHttp().getRequest<Request>();
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || key === undefined || this.reflector.get(WITHOUT_KEY, context.getHandler()))
      return next.handle();
    if (typeof key !== 'string' || !KEY.test(key)) throw badKey();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.once(request, reply, key, () => lastValueFrom(next.handle(), { defaultValue: undefined })));
  }

  private async once(request: Request, reply: FastifyReply, key: string, work: () => Promise<unknown>) {
    const user = request.user?.id ?? '';
    const upload = request.isMultipart?.() ?? false;
    const fingerprint = upload ? undefined : fingerprintOf(request, request.body);
    const found = await this.kept.begin(user, key, fingerprint);
    metrics.replays.inc({ outcome: found.kind });
    switch (found.kind) {
      case 'other-request':
        throw keyReused();
      case 'running':
        throw keyInUse(Math.max(1, Math.ceil(found.retryAfterMs / 1_000)));
      case 'answered':
        if (upload) await checkSameUpload(request, found.fingerprint);
        void reply.header('Idempotent-Replayed', 'true');
        return replay(unseal(found.answer, key, user));
      case 'begun':
        if (upload) watchUpload(request, (read) => this.identify(found, read));
        request.requestSeed = found.seed;
        return this.run(found, (answer) => seal(answer, key, user), work);
    }
  }

  private async run(begun: Begun, sealed: (answer: Answer) => string, work: () => Promise<unknown>) {
    const renewing = setInterval(() => void this.try(() => this.kept.renew(begun.id, begun.token)), LEASE_MS / 3);
    try {
      const body = await work();
      const answer = sealed({ body });
      await this.try(() => this.kept.finish(begun.id, begun.token, answer));
      return body;
    } catch (error) {
      const { problem } = problemOf(error);
      const answer = sealed({ problem });
      await this.try(() => this.kept[fateOf(problem)](begun.id, begun.token, answer));
      throw error;
    } finally {
      clearInterval(renewing);
    }
  }

  private async identify({ id, token }: Begun, fingerprint: string): Promise<void> {
    if (!(await this.kept.identify(id, token, fingerprint))) throw keyReused();
  }

  /** The work is done, whether or not its answer could be kept: a repetition finds it by its ids. */
  private async try(keeping: () => Promise<void>): Promise<void> {
    await keeping().catch((error: unknown) => this.log.warn(`an answer could not be kept: ${String(error)}`));
  }
}

const checkSameUpload = async (request: Request, fingerprint: string): Promise<void> => {
  let read = '';
  watchUpload(request, async (value) => void (read = value));
  await drainUpload(request);
  if (read !== fingerprint) throw keyReused();
};

const replay = (answer: Answer): unknown => {
  if ('problem' in answer) throw new ProblemError(answer.problem);
  return answer.body;
};
