import type { components } from './schema';

/** The schemas of the OpenAPI document, by name. `schema.ts` is generated from `docs/openapi.json`, never edited. */
export type Schemas = components['schemas'];
