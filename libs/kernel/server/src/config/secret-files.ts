import { readFileSync } from 'node:fs';

/** Settings that hold a password or a key: each may stand in a file instead, as containers are given their secrets. */
export const SECRETS = [
  'MAX_EVENT_STORE',
  'MAX_MONGO',
  'MAX_REDIS',
  'MAX_STRIPE_API_KEY',
  'MAX_STRIPE_WEBHOOK_SECRET',
] as const;

/**
 * The environment with the content of each `<NAME>_FILE` as `<NAME>`; the file wins.
 * @param refuse is told which variable names a file that can't be read
 */
export const withSecretFiles = (env: NodeJS.ProcessEnv, refuse: (reason: string) => never): NodeJS.ProcessEnv => {
  const read = (name: string, path: string): string => {
    try {
      return readFileSync(path, 'utf8').trim();
    } catch (error) {
      return refuse(`${name} can't be read: ${(error as NodeJS.ErrnoException).code ?? ''}`);
    }
  };
  const found = SECRETS.flatMap((name) => {
    const path = env[`${name}_FILE`];
    return path ? [[name, read(`${name}_FILE`, path)] as const] : [];
  });
  return { ...env, ...Object.fromEntries(found) };
};
