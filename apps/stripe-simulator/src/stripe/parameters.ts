import { badParameter } from './fault';

/** Reads one parameter as it came from a form (`qs`: text, lists and objects of text). */
export type Reader<T> = (value: unknown, name: string) => T;
type Shape = Record<string, Reader<unknown>>;
export type Parameters<S extends Shape, R extends keyof S = never> = { [K in keyof S]?: ReturnType<S[K]> } & {
  [K in R]: ReturnType<S[K]>;
};

export const text: Reader<string> = (value, name) => {
  if (typeof value !== 'string') throw badParameter(name, `Invalid string: ${name}`, 'parameter_invalid_string_blank');
  return value;
};

export const integer: Reader<number> = (value, name) => {
  if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value)) {
    throw badParameter(name, `Invalid integer: ${String(value)}`, 'parameter_invalid_integer');
  }
  return Number(value);
};

/** An amount in the smallest unit of the currency: at least 1. */
export const positive: Reader<number> = (value, name) => {
  const number = integer(value, name);
  if (number < 1) {
    throw badParameter(name, 'This value must be greater than or equal to 1.', 'parameter_invalid_integer');
  }
  return number;
};

export const flag: Reader<boolean> = (value, name) => {
  if (value !== 'true' && value !== 'false') throw badParameter(name, `Invalid boolean: ${String(value)}`);
  return value === 'true';
};

export const oneOf =
  <T extends string>(...values: T[]): Reader<T> =>
  (value, name) => {
    const found = values.find((candidate) => candidate === value);
    if (found === undefined) throw badParameter(name, `Invalid ${name}: must be one of ${values.join(', ')}`);
    return found;
  };

/** Lower-case ISO 4217. */
export const currencyCode: Reader<string> = (value, name) => {
  const code = text(value, name).toLowerCase();
  if (!Intl.supportedValuesOf('currency').includes(code.toUpperCase())) {
    throw badParameter(name, `Invalid currency: ${code}.`);
  }
  return code;
};

/** Up to 50 keys of 40 characters with values of 500: https://docs.stripe.com/api/metadata */
export const metadata: Reader<Record<string, string>> = (value, name) => {
  if (value === '') return {};
  const entries = Object.entries(mapping(value, name)).map(([key, entry]) => {
    if (key.length > 40) throw badParameter(`${name}[${key}]`, 'Metadata keys are 40 characters at most.');
    const content = text(entry, `${name}[${key}]`);
    if (content.length > 500) throw badParameter(`${name}[${key}]`, 'Metadata values are 500 characters at most.');
    return [key, content] as const;
  });
  if (entries.length > 50) throw badParameter(name, 'Metadata has 50 keys at most.');
  return Object.fromEntries(entries);
};

export const listOf =
  <T>(read: Reader<T>): Reader<T[]> =>
  (value, name) => {
    if (!Array.isArray(value)) throw badParameter(name, `Invalid array: ${name}`);
    return value.map((entry, i) => read(entry, `${name}[${i}]`));
  };

/** A whole set of parameters: what it doesn't name is refused, what it requires must be there. */
export const object =
  <S extends Shape, R extends keyof S & string = never>(shape: S, required: readonly R[] = []) =>
  (value: unknown, name: string): Parameters<S, R> => {
    const path = (key: string) => (name === '' ? key : `${name}[${key}]`);
    const input = mapping(value, name);
    for (const key of Object.keys(input)) {
      if (!Object.hasOwn(shape, key)) {
        throw badParameter(path(key), `Received unknown parameter: ${path(key)}`, 'parameter_unknown');
      }
    }
    for (const key of required) {
      if (input[key] === undefined || input[key] === '') {
        throw badParameter(path(key), `Missing required param: ${path(key)}.`, 'parameter_missing');
      }
    }
    const read = Object.entries(shape)
      .filter(([key]) => input[key] !== undefined)
      .map(([key, reader]) => [key, reader(input[key], path(key))]);
    return Object.fromEntries(read) as Parameters<S, R>;
  };

/** Objects as they are, for parts of an account that the simulator keeps no opinion about. */
export const mapping = (value: unknown, name: string): Record<string, unknown> => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badParameter(name, `Invalid object: ${name}`);
  }
  return value as Record<string, unknown>;
};
