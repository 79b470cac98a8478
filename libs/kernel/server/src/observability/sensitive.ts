import type { RequestScope } from '../http/request-scope';

const SHORTEST = 4;
const MOST = 10_000;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** What a scope's log lines must not repeat: what was sent with the request, and personal data opened while it ran. */
const told = new WeakMap<RequestScope, Set<string>>();

/** Text of this length or longer is taken out of the scope's log lines; ids are no secrets. */
const isTelling = (text: string): boolean => text.length >= SHORTEST && !UUID.test(text);

/** Notes a value that log lines of this scope must not carry. Without a scope only the patterns of `scrub` protect. */
export const keepFromLog = (scope: RequestScope | undefined, value: unknown, depth = 0): void => {
  if (!scope || depth > 8) return;
  if (typeof value === 'string') {
    const values = told.get(scope) ?? new Set();
    if (isTelling(value.trim()) && values.size < MOST) values.add(value.trim());
    told.set(scope, values);
  } else if (Array.isArray(value)) {
    for (const item of value) keepFromLog(scope, item, depth + 1);
  } else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
    for (const item of Object.values(value)) keepFromLog(scope, item, depth + 1);
  }
};

/** Longest first, so that a value inside of another one leaves nothing of it behind. */
export const keptFromLog = (scope: RequestScope | undefined): readonly string[] =>
  scope ? [...(told.get(scope) ?? [])].sort((a, b) => b.length - a.length) : [];

const MOST_RECENT = 500;
const recent = new Set<string>();

/** Personal data that was decrypted: kept out of the scope's lines, and for a while out of warnings anywhere. */
export const keepOpenedFromLog = (scope: RequestScope | undefined, text: string): void => {
  keepFromLog(scope, text);
  if (!isTelling(text)) return;
  recent.delete(text);
  recent.add(text);
  if (recent.size > MOST_RECENT) for (const oldest of recent.values()) return void recent.delete(oldest);
};

/** What was decrypted of late, for lines that quote an error after its scope has ended. */
export const recentlyOpened = (): readonly string[] => [...recent];
