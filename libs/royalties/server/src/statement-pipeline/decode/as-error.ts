/** What was thrown, as an Error that keeps the code: Node's own errors may come from another realm. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : Object.assign(new Error(String(thrown)), { code: codeOf(thrown) });

export const codeOf = (thrown: unknown): unknown =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
