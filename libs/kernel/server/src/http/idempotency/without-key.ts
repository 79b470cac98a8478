import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';

export const WITHOUT_KEY = 'max:without-idempotency-key';

/** This POST takes no idempotency key, for the reason given; it stands in the API document. */
export const WithoutIdempotencyKey = (reason: string) =>
  applyDecorators(SetMetadata(WITHOUT_KEY, reason), ApiExtension('x-without-idempotency-key', reason));
