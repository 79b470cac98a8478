import { ValidationPipe, type ValidationError } from '@nestjs/common';

import type { FieldError } from './problem';

/** A request of the wrong shape, field by field. */
export class InvalidRequest extends Error {
  constructor(readonly errors: readonly FieldError[]) {
    super(errors.map(({ field, message }) => `${field}: ${message}`).join('; '));
  }
}

const flatten = (errors: readonly ValidationError[], path = ''): FieldError[] =>
  errors.flatMap(({ property, constraints, children }) => {
    const field = path ? `${path}.${property}` : property;
    const own = Object.values(constraints ?? {}).map((message) => ({ field, message }));
    return [...own, ...flatten(children ?? [], field)];
  });

/** Refuses unknown fields and wrong types with 400, naming each field. */
export const requestValidation = (): ValidationPipe =>
  new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    exceptionFactory: (errors) => new InvalidRequest(flatten(errors)),
  });
