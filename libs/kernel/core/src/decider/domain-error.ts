/** What kind of refusal this is; the HTTP layer answers 404, 403, 409 and 422 in this order. */
export type RefusalKind = 'not-found' | 'forbidden' | 'conflict' | 'invalid';

/**
 * A refusal that the domain knows by name. `type` is the stable slug of the problem document (RFC 9457) that clients
 * see, `details` are its extra members (never personal data).
 */
export abstract class DomainError extends Error {
  abstract readonly type: string;
  abstract readonly kind: RefusalKind;

  constructor(
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = new.target.name;
  }
}
