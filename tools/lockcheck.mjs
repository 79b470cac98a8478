// Finds dependencies that package-lock.json names but does not hold: a lock made where a platform's optional package
// was missing breaks `npm ci` on other machines.
import { readFileSync } from 'node:fs';

const packages = JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8')).packages;

/** Node's own resolution: the nearest node_modules upwards from the dependent package. */
function isLocked(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
    if (folder.lastIndexOf('/node_modules/') < 0) folder = '';
  }
}

const missing = Object.entries(packages).flatMap(([from, { dependencies, optionalDependencies }]) =>
  Object.keys({ ...dependencies, ...optionalDependencies })
    .filter((name) => !isLocked(from, name))
    .map((name) => `missing: ${from || '(root)'} -> ${name}`),
);
console.log(missing.length ? missing.join('\n') : 'lock complete');
process.exitCode = missing.length ? 1 : 0;
