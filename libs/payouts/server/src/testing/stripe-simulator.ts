import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The Stripe simulator as a process of its own. Banking days pass only when told to. */
export interface StripeSimulator {
  readonly url: string;
  control(path: string, body?: object): Promise<Record<string, unknown>>;
  state(): Promise<Record<string, unknown>>;
  days(count: number): Promise<void>;
  stop(): Promise<void>;
}

interface Started {
  readonly url: string;
  stop(): Promise<number | null>;
}

export const WEBHOOK_SECRET = 'whsec_of_the_tests';

// outside every project, so that no app is imported by a library
const starter = pathToFileURL(resolve(import.meta.dirname, '../../../../../tools/testing/stripe-simulator.mjs')).href;

/** @param webhookUrl where news go; without it nobody is told */
export const startStripeSimulator = async (webhookUrl?: string): Promise<StripeSimulator> => {
  const { startStripeSimulator: start } = (await import(starter)) as {
    startStripeSimulator(options: object): Promise<Started>;
  };
  const webhook = webhookUrl === undefined ? undefined : { url: webhookUrl, secret: WEBHOOK_SECRET };
  const { url, stop } = await start({ webhook });
  const call = async (path: string, init: RequestInit = {}): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${url}/_control/${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as Record<string, unknown>;
  };
  const control = (path: string, body: object = {}): Promise<Record<string, unknown>> =>
    call(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return {
    url,
    control,
    state: () => call('state'),
    days: async (count) => void (await control('clock', { bankingDays: count })),
    stop: async () => void (await stop()),
  };
};
