import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Paths of the files that belong to the repository: committed ones and new ones that are not ignored. */
export const repositoryFiles = () =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter(Boolean);

/** @returns {{root: string, name: string, tags: string[]}[]} every project.json of the repository */
export const projects = () =>
  repositoryFiles()
    .filter((path) => path.endsWith('/project.json'))
    .map((path) => ({
      root: path.slice(0, -'/project.json'.length),
      ...JSON.parse(readFileSync(`${root}/${path}`, 'utf8')),
    }));
