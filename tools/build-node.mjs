// Bundles one Node app: `node tools/build-node.mjs <app> [folder]` writes dist/apps/<app>/main.js, or the folder's.
// esbuild follows the imports and the tsconfig path aliases; SWC compiles each TypeScript file, because
// esbuild does not emit the decorator metadata that Nest reads. Packages stay outside, in node_modules.
import { transform } from '@swc/core';
import { build } from 'esbuild';
import { readFile, rm } from 'node:fs/promises';

const app = process.argv[2];
const outdir = process.argv[3] ?? `dist/apps/${app}`;
const { $schema: _schema, ...swcrc } = JSON.parse(await readFile('.swcrc', 'utf8'));

const swc = {
  name: 'swc',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const options = { ...swcrc, filename: path, sourceMaps: 'inline', swcrc: false, configFile: false };
      const { code } = await transform(await readFile(path, 'utf8'), options);
      return { contents: code, loader: 'js' };
    });
  },
};

await rm(outdir, { recursive: true, force: true });
await build({
  entryPoints: [`apps/${app}/src/main.ts`],
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  keepNames: app !== 'data-node', // Nest and Swagger read class names; elsewhere it costs a call for each closure made
  tsconfig: 'tsconfig.base.json',
  plugins: [swc],
  logLevel: 'warning',
}).catch(() => process.exit(1)); // esbuild has printed the errors
