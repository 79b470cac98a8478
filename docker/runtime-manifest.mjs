// Takes out of package.json what only building and testing need: the development packages, and those that the web pages
// are built from (they are inside the built pages). `npm prune` and `npm sbom` then see what really runs.
import { readFileSync, writeFileSync } from 'node:fs';

const BUILT_IN = /^(@angular\/|@fontsource-variable\/|echarts$|ngx-echarts$)/;

const file = process.argv[2] ?? 'package.json';
const { devDependencies: _dev, scripts: _scripts, dependencies, ...manifest } = JSON.parse(readFileSync(file, 'utf8'));
const runtime = Object.fromEntries(Object.entries(dependencies).filter(([name]) => !BUILT_IN.test(name)));
writeFileSync(file, `${JSON.stringify({ ...manifest, dependencies: runtime }, null, 2)}\n`);
