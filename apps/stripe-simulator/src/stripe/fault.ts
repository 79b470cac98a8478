/** An error as Stripe answers it: https://docs.stripe.com/api/errors */
export class StripeFault extends Error {
  constructor(
    readonly status: number,
    readonly type: 'invalid_request_error' | 'idempotency_error' | 'api_error',
    message: string,
    readonly code?: string,
    readonly param?: string,
  ) {
    super(message);
  }

  /** Stripe keeps the answer under the idempotency key only once the call had begun to run. */
  get storable(): boolean {
    return this.status !== 409 && this.status !== 401 && !this.code?.startsWith('parameter_');
  }

  body(): object {
    const { type, code, param, message } = this;
    return { error: { ...(code && { code }), message, ...(param && { param }), type } };
  }
}

export const badParameter = (param: string, message: string, code = 'parameter_invalid'): StripeFault =>
  new StripeFault(400, 'invalid_request_error', message, code, param);

export const missing = (kind: string, id: string, param = 'id'): StripeFault =>
  new StripeFault(404, 'invalid_request_error', `No such ${kind}: '${id}'`, 'resource_missing', param);

export const refused = (code: string, message: string, param?: string): StripeFault =>
  new StripeFault(400, 'invalid_request_error', message, code, param);
