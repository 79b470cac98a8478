export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text at a key, if there is text. */
export const textAt = (value: unknown, key: string): string | null => {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : null;
};

/** Who did it, as short as it can be said: a user's or key's id, or the part of the system. */
export const actorText = (actor: unknown): string => {
  if (typeof actor === 'string') return actor;
  const name = textAt(actor, 'name') ?? textAt(actor, 'id');
  const kind = textAt(actor, 'kind');
  if (name === null) return kind ?? 'unknown';
  return kind === 'system' ? `system (${name})` : name;
};
