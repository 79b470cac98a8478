import type { OpenAPIObject } from '@nestjs/swagger';

type Operation = NonNullable<OpenAPIObject['paths'][string]['post']>;

const IDEMPOTENCY_KEY: NonNullable<Operation['parameters']>[number] = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any text of your own, such as a UUID. The same request again with the same key within 24 hours gets the same answer ' +
    '(with `Idempotent-Replayed: true`) and is not done again; with another body it is 422 `idempotency-key-reused`; while ' +
    'the first one runs it is 409 `idempotency-key-in-use`.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[ -~]+$' },
};

const CONFLICT = '`concurrency-conflict`, with the `revision` that there is now';
const KEY_IN_USE = '`idempotency-key-in-use`, with `Retry-After`';
const KEY_REUSED = '`idempotency-key-reused`';

/** What holds for every write and is said once: conflicts carry the current revision, a POST takes an idempotency key. */
export const describeWrites = (document: OpenAPIObject): OpenAPIObject => {
  for (const path of Object.values(document.paths)) {
    const { post, put, patch, delete: remove } = path;
    for (const write of [post, put, patch, remove]) if (write) answers(write, '409', CONFLICT);
    if (!post || 'x-without-idempotency-key' in post) continue;
    post.parameters = [...(post.parameters ?? []), IDEMPOTENCY_KEY];
    answers(post, '409', KEY_IN_USE);
    answers(post, '422', KEY_REUSED);
  }
  return document;
};

/** Adds a problem to those that the operation names for a status already. */
const answers = (operation: Operation, status: string, text: string): void => {
  const before = operation.responses[status];
  const known = before && 'description' in before ? [before.description] : [];
  operation.responses[status] = {
    description: [...known, text].join('; '),
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
};
