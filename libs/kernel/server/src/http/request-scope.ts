import { AsyncLocalStorage } from 'node:async_hooks';

/** What everything that happens because of one request, one event or one job shares. */
export interface RequestScope {
  /** The same for everything that one request or one incoming fact set in motion. */
  readonly correlationId: string;
  /** Fires when nobody waits for the answer any more: the client went away. */
  readonly signal?: AbortSignal;
  /** Where the work began, for the log: `POST /api/v1/users`, `process:pay-batches`, `job:send-payout`. */
  readonly origin?: string;
}

const scopes = new AsyncLocalStorage<RequestScope>();
const never = new AbortController().signal;

/** Runs the work, and all that it awaits, in this scope. */
export const runInScope = <T>(scope: RequestScope, work: () => T): T => scopes.run(scope, work);

/** `undefined` outside of requests, events and jobs, such as while starting. */
export const currentScope = (): RequestScope | undefined => scopes.getStore();

export const currentCorrelationId = (): string | undefined => scopes.getStore()?.correlationId;

/** Ends waits that nobody waits for any more; a signal that never fires outside of requests. */
export const currentSignal = (): AbortSignal => scopes.getStore()?.signal ?? never;
