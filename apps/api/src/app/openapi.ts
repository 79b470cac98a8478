import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Problem } from '@max/kernel/server';

import { describeWrites } from './openapi-writes';

/** The OpenAPI document of all routes; `docs/openapi.json` holds a checked-in copy. */
export const createDocument = (app: NestFastifyApplication): OpenAPIObject => {
  const head = new DocumentBuilder()
    .setTitle('Max Booster')
    .setVersion('1')
    .setDescription(
      'Every cent from the line in the sales report to the bank transfer. Errors are RFC 9457 problem documents; lists ' +
        'answer {items, next} and page by ?after=<next>; writes answer with `position`, and a read given ' +
        '?atLeast=<position> has seen them. Amounts are decimal strings with a currency.',
    )
    .addCookieAuth('max_session')
    .build();
  return describeWrites(SwaggerModule.createDocument(app, head, { extraModels: [Problem] }));
};

/** Swagger at /api-docs, the document at /api-docs-json. */
export const mountDocument = (app: NestFastifyApplication): void => {
  SwaggerModule.setup('api-docs', app, () => createDocument(app), { jsonDocumentUrl: 'api-docs-json' });
};
