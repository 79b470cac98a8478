import canonicalize from 'canonicalize';

/** The one byte-for-byte form of a JSON value (RFC 8785): what is hashed and signed. */
export const canonicalJson = (value: unknown): string => {
  const text = (canonicalize as unknown as (value: unknown) => string | undefined)(value);
  if (text === undefined) throw new TypeError('the value has no JSON form');
  return text;
};
