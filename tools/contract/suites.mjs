import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SUITE = /\.(int|e2e)\.spec\.ts$/;

/**
 * The data node's suites that speak to an engine as any client does; its others start, kill and look into a node of their
 * own, and say nothing of anybody else's engine.
 */
const AS_A_CLIENT = /useEventStore\(|testing\/mongo-server/;

const below = (root, folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((path) => join(folder, path))
    .filter((path) => SUITE.test(path) && !path.includes('node_modules'));

/**
 * Every suite that talks to an engine or is the contract of one (the simulator's and the verifier's talk to none).
 * @param {string[]} parts only suites whose path holds one of these; all when empty
 * @returns {string[]} paths below `root`, in order
 */
export const contractSuites = (root, parts = []) =>
  [
    ...below(root, 'libs'),
    ...below(root, 'apps/api'),
    ...below(root, 'apps/data-node').filter((path) => AS_A_CLIENT.test(readFileSync(join(root, path), 'utf8'))),
  ]
    .filter((path) => parts.length === 0 || parts.some((part) => path.includes(part)))
    .sort();
