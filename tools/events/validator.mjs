import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const FOLDER = fileURLToPath(new URL('../../docs/events', import.meta.url));

/**
 * Holds events against their schemas in docs/events.
 * @param {{ anyIds?: boolean }} options `anyIds`: ids need not be UUIDs, for tests that call a payee `ann`
 * @returns {(event: { type: string, data: object, metadata?: object }) => string[]} what is wrong; nothing when it is valid
 */
export const eventValidator = ({ anyIds = false } = {}) => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  formats.default(ajv);
  if (anyIds) ajv.addFormat('uuid', true);
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  const schemas = names.map((name) => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')));
  const validators = new Map(schemas.map((schema) => [schema.title, ajv.compile(schema)]));

  const problems = (title, value) => {
    const validate = validators.get(title);
    if (!validate) return [`docs/events has no schema of ${title}: run node tools/event-schemas.mjs`];
    if (validate(value)) return [];
    return validate.errors.map(({ instancePath, message, params }) => {
      const named = params.additionalProperty ?? params.allowedValues?.join(', ');
      return `${title}${instancePath} ${message}${named === undefined ? '' : ` (${named})`}`;
    });
  };
  return ({ type, data, metadata }) => [
    ...problems(type, data),
    ...(metadata === undefined ? [] : problems('metadata', metadata)),
  ];
};
