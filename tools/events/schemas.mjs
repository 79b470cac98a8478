import { join } from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';
const REF = '#/definitions/';

const SOURCES = 'libs/{*/contracts/src/events,kernel/server/src/event-store/event-store}.ts';

/** All unions from one program: most of the time goes into reading TypeScript. */
const generatorIn = (root) =>
  createGenerator({
    path: join(root, SOURCES),
    tsconfig: join(root, 'tsconfig.base.json'),
    expose: 'all',
    jsDoc: 'extended',
    skipTypeCheck: true, // the build checks types
    encodeRefs: false,
  });

/** A checked text such as `Amount` is a text with what its own comment says of it, not one of two names. */
const plainOf = (definition, all) => {
  if (!definition.$ref?.startsWith(`${REF}Branded<`)) return definition;
  const { $ref, ...own } = definition;
  return { type: all[$ref.slice(REF.length)].type, ...own };
};

/** With `$defs` of 2020-12, and noting which of them it needs. */
const rewritten = (node, needs) => {
  if (Array.isArray(node)) return node.map((item) => rewritten(item, needs));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => {
      if (key !== '$ref') return [key, rewritten(value, needs)];
      const name = value.slice(REF.length);
      needs.add(name);
      return [key, `#/$defs/${name}`];
    }),
  );
};

/** One schema that stands alone: with those definitions, and only those, that it reaches. */
const selfContained = (heading, body, definitions) => {
  const needs = new Set();
  const schema = rewritten(body, needs);
  const $defs = {};
  for (const name of needs) $defs[name] = rewritten(plainOf(definitions[name], definitions), needs);
  const sorted = Object.fromEntries(Object.entries($defs).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { $schema: DIALECT, ...heading, ...schema, ...(needs.size > 0 ? { $defs: sorted } : {}) };
};

const eventSchemas = (definitions, { union, types }) => {
  const members = definitions[union].anyOf ?? [definitions[union]];
  return members.map(({ $ref }) => {
    const { type, data } = definitions[$ref.slice(REF.length)].properties;
    const { says } = types[type.const];
    const heading = { $id: `urn:max-booster:event:${type.const}`, title: type.const, description: says };
    return selfContained(heading, data, definitions);
  });
};

/**
 * JSON Schemas of the data of all events, and of what is stamped on every event (`metadata`).
 * @param {object[]} manifests of the contexts, which name their unions
 * @returns {Map<string, object>} by event type
 */
export const schemasOf = (root, manifests) => {
  const generator = generatorIn(root);
  const schemas = manifests.flatMap((manifest) =>
    eventSchemas(generator.createSchema(manifest.union).definitions, manifest),
  );
  const { EventMetadata, ...others } = generator.createSchema('EventMetadata').definitions;
  schemas.push(selfContained({ $id: 'urn:max-booster:event-metadata', title: 'metadata' }, EventMetadata, others));
  return new Map(schemas.map((schema) => [schema.title, schema]));
};
