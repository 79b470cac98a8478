import { object } from '../stripe/parameters';
import type { World } from '../world';

/** One call of the API, after authentication. */
export interface Call extends World {
  /** Whose objects these are: the platform's, or the connected account's of the Stripe-Account header. */
  readonly account: string;
  readonly path: Readonly<Record<string, string>>;
  readonly request: { readonly id: string; readonly idempotencyKey: string | null };
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** Checks the parameters (a fault here is not kept under an idempotency key) and answers what is to be run. */
  readonly prepare: (parameters: unknown) => (call: Call) => object;
}

export const route = <P>(
  method: Route['method'],
  path: string,
  read: (value: unknown, name: string) => P,
  run: (call: Call, parameters: P) => object,
): Route => ({
  method,
  path,
  prepare: (parameters) => {
    const checked = read(parameters, '');
    return (call) => run(call, checked);
  },
});

export const nothing = object({});

/** A part of the path; the router has made sure that it is there. */
export const part = (call: Call, name: string): string => call.path[name] ?? '';
