/** Names of members whose value never goes to the log, whatever it is. */
const TELLING_NAME =
  /pass(word|phrase)?|secret|token|cookie|authorization|api-?key|idempotency-?key|e-?mail|iban|account-?(no|number)|routing|holder|(^|[a-z])name$|phone|address|query|search/i;

/** Names that end in `name` and are names of things out of the code. */
const HARMLESS = new Set(['hostname', 'typename']);

const GONE = '[redacted]';

/** The same value with what must not be logged replaced, by the names of its members; of other classes only their name. */
export const censor = (value: unknown, depth = 0): unknown => {
  if (typeof value !== 'object' || value === null || value instanceof Error || value instanceof Date) return value;
  if (!isPlain(value)) return `[${value.constructor.name}]`;
  if (depth > 8) return GONE;
  if (Array.isArray(value)) return value.map((item) => censor(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      TELLING_NAME.test(name) && !HARMLESS.has(name) ? GONE : censor(item, depth + 1),
    ]),
  );
};

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
};

/** Lengths are bounded, so that a long line takes time in proportion. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // also the user and password of a connection string
  [/[\p{L}\p{N}._%+:-]{1,100}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,10}/gu, '[e-mail]'],
  [/\/\/[^\s/@:"]{1,100}:[^\s/@"]{1,200}@/g, '//[credentials]@'],
  [/\b(?:sk|rk|pk)_(?:test|live)_\w+|\bwhsec_\w+/g, '[key]'],
  [/\b(?:Bearer|Basic)\s+[\w.~+/=-]+/gi, '[credentials]'],
  [/\bmax_session=[^;"\s\\]+|\bXSRF-TOKEN=[^;"\s\\]+/g, '[session]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
];

/** 32 random bytes in base64url, as session and CSRF tokens are: mixed case and a digit, unlike names and hashes. */
const TOKEN = /(?<![\w-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{43}(?![\w-])/g;

/** ISO 13616: country, two check digits, up to 30 more; printed in groups of four. */
const IBAN = /\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b/gi;

/** ISO 7064 mod 97,10 over the rearranged letters and digits. */
const isIban = (text: string): boolean => {
  const plain = text.replaceAll(' ', '').toUpperCase();
  const digits = (plain.slice(4) + plain.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(parseInt(letter, 36)));
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
};

/** Hex of a hash may look like an IBAN: there the check digits decide; anywhere else a mistyped one counts too. */
const iban = (found: string): string => (/^[0-9a-f]+$/i.test(found) && !isIban(found) ? found : '[iban]');

/**
 * A log line without what can be told by its form (e-mail addresses, IBANs, keys, tokens, credentials) and without the
 * `known` values, which no pattern finds: a person's name, a password.
 */
export const scrub = (line: string, known: readonly string[] = []): string => {
  let clean = line;
  for (const value of known) {
    // as it stands in JSON
    clean = clean.replaceAll(JSON.stringify(value).slice(1, -1), GONE);
  }
  for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
  return clean.replace(TOKEN, '[token]').replace(IBAN, iban);
};
