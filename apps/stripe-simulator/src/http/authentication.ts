import { StripeFault } from '../stripe/fault';
import { PLATFORM, type World } from '../world';

const invalid = (message: string, status = 401, code?: string): StripeFault =>
  new StripeFault(status, 'invalid_request_error', message, code);

/**
 * The account that a request acts for. Any `sk_test_…` key is the platform's; a live key is refused, so that nobody
 * takes this for Stripe.
 * @throws StripeFault 401 without a test key, 403 for a connected account that the platform doesn't have
 */
export const authenticate = (
  { store }: World,
  authorization: string | undefined,
  onBehalfOf: string | undefined,
): string => {
  const [scheme = '', credentials = ''] = (authorization ?? '').split(' ');
  const key =
    scheme === 'Basic' ? (Buffer.from(credentials, 'base64').toString('utf8').split(':')[0] ?? '') : credentials;
  if (key === '') throw invalid('You did not provide an API key. Use Authorization: Bearer YOUR_SECRET_KEY.');
  if (key.startsWith('sk_live_')) {
    throw invalid('This is a simulator: it moves no real money and takes no live key. Use one that begins sk_test_.');
  }
  if (!key.startsWith('sk_test_')) throw invalid(`Invalid API Key provided: ${key.slice(0, 8)}***`);
  if (onBehalfOf === undefined || onBehalfOf === PLATFORM) return PLATFORM;
  if (store.get('accounts', onBehalfOf) === undefined) {
    throw invalid(
      `The provided key does not have access to account '${onBehalfOf}' (or that account does not exist).`,
      403,
      'account_invalid',
    );
  }
  return onBehalfOf;
};
