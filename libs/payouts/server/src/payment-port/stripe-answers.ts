import Stripe from 'stripe';

import { ProviderUnavailable, type Answer } from './payment-provider';

const UNDERWAY = 409;
const TOO_MANY = 429;

/**
 * What an error of the client says about a call that changes something. Stripe's own refusals are certain; a broken
 * connection, a time-out and a 5xx leave open whether it was done; a key that isn't accepted or too many calls are no
 * answer about this payment at all.
 * @throws ProviderUnavailable when nothing was done and a later try may go well
 */
export const answerTo = async <T>(call: Promise<T>): Promise<Answer<T>> => {
  try {
    return { kind: 'accepted', value: await call };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    const { code, message: reason, statusCode, type } = error;
    if (error instanceof Stripe.errors.StripeConnectionError) return { kind: 'unknown', reason };
    if (statusCode === UNDERWAY || statusCode === TOO_MANY) throw new ProviderUnavailable(reason, { cause: error });
    if (statusCode === undefined || statusCode >= 500) return { kind: 'unknown', reason };
    const ours =
      error instanceof Stripe.errors.StripeAuthenticationError ||
      error instanceof Stripe.errors.StripePermissionError ||
      error instanceof Stripe.errors.StripeIdempotencyError;
    if (ours) throw new ProviderUnavailable(reason, { cause: error });
    return { kind: 'refused', code: code ?? type, reason };
  }
};

/** For calls that only read: every error means "ask again later", but for what isn't there. */
export const reading = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) throw new ProviderUnavailable(error.message, { cause: error });
    throw error;
  }
};
