import { createHmac } from 'node:crypto';

/**
 * The Stripe-Signature header of a body: `t=<seconds>,v1=<HMAC-SHA256 of "t.body" in hex>`
 * (https://docs.stripe.com/webhooks#verify-manually).
 */
export const signatureHeader = (body: string, secret: string, seconds: number): string =>
  `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
