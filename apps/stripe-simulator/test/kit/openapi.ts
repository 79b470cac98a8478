import { Ajv, type ValidateFunction } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../../..');
const file = join(process.env['MAX_TEST_DATA'] ?? resolve(root, '../shared/data'), 'stripe/openapi-2023-08-16.json');

/** Stripe's own OpenAPI document, where it is at hand. */
export const openApiAtHand = existsSync(file);

/** Values that are newer than the document. */
const NEWER: Readonly<Record<string, string[]>> = { type: ['none'] };

// OpenAPI 3.0 in JSON Schema's words: `nullable`, and what only documentation tools read
const translated = (schema: unknown, name = ''): unknown => {
  if (Array.isArray(schema)) return schema.map((part) => translated(part));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, ...rest } = schema as Record<string, unknown>;
  const entries = Object.entries(rest)
    .filter(([key]) => key !== 'example' && !key.startsWith('x-'))
    .map(([key, value]) => [
      key,
      key === 'enum' && Array.isArray(value) ? [...value, ...(NEWER[name] ?? [])] : translatedPart(key, value),
    ]);
  const plain = Object.fromEntries(entries) as object;
  return nullable === true ? { anyOf: [plain, { type: 'null' }] } : plain;
};
const translatedPart = (key: string, value: unknown): unknown =>
  key === 'properties' && typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([name, property]) => [name, translated(property, name)]))
    : translated(value);

/** Checks objects against the document by their `object`; answers what is wrong with each, nothing when all is well. */
export const openApiCheck = (): ((value: { object: string }) => string[]) => {
  const document = JSON.parse(readFileSync(file, 'utf8')) as { components: { schemas: Record<string, unknown> } };
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const schemas = Object.fromEntries(
    Object.entries(document.components.schemas).map(([name, schema]) => [name, translated(schema)]),
  );
  ajv.addSchema({ components: { schemas } }, 'stripe');
  const known = new Map<string, ValidateFunction>();
  return (value) => {
    const kind = value.object;
    const check = known.get(kind) ?? ajv.compile({ $ref: `stripe#/components/schemas/${kind}` });
    known.set(kind, check);
    if (check(value)) return [];
    return (check.errors ?? []).map(({ instancePath, message }) => `${kind}${instancePath} ${message}`);
  };
};
