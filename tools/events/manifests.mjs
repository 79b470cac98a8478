import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The contexts that write events, by the folder of their contracts. */
export const contextsIn = (root) =>
  readdirSync(join(root, 'libs'))
    .filter((context) => existsSync(join(root, `libs/${context}/contracts/src/event-types.ts`)))
    .sort();

/**
 * The manifests that the contexts' contracts declare (`EventManifest` of the kernel), read from their TypeScript.
 * @param {string} root of the repository
 */
export const readManifests = async (root) => {
  const contexts = contextsIn(root);
  const contents = contexts.map((c) => `export { ${c}Events } from './libs/${c}/contracts/src/event-types.ts';`);
  const { outputFiles } = await build({
    stdin: { contents: contents.join('\n'), resolveDir: root },
    absWorkingDir: root,
    tsconfig: join(root, 'tsconfig.base.json'),
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  const made = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
  return contexts.map((context) => made[`${context}Events`]);
};
