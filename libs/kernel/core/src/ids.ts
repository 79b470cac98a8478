declare const brand: unique symbol;

/** A string that has been checked to be a `Name`: a payee id can't stand where a statement id is asked for. */
export type Branded<Name extends string> = string & { readonly [brand]: Name };

// the tags below are what the JSON Schemas of the events say of such a text

/** @format uuid */
export type UserId = Branded<'UserId'>;
/** @format uuid */
export type PayeeId = Branded<'PayeeId'>;
/** @format uuid */
export type StatementId = Branded<'StatementId'>;
/** @format uuid */
export type PayoutBatchId = Branded<'PayoutBatchId'>;
/** @format uuid */
export type PayoutId = Branded<'PayoutId'>;
/**
 * 64 lower-case hex digits.
 * @pattern ^[0-9a-f]{64}$
 */
export type Sha256 = Branded<'Sha256'>;

const SHA256 = /^[0-9a-f]{64}$/;

/** @throws TypeError when the text is not a SHA-256 in lower-case hex */
export const sha256 = (text: string): Sha256 => {
  if (!SHA256.test(text)) throw new TypeError(`not a SHA-256 in lower-case hex: ${text.slice(0, 80)}`);
  return text as Sha256;
};

/** A fresh random id (UUID v4). Deciders never call this: ids come in with the command. */
export const newId = <Id extends string = string>(): Id => globalThis.crypto.randomUUID() as Id;
