import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

type Starter = typeof import('../../../../tools/testing/data-node.mjs');

// By URL, because the module boundaries let no project import a file outside of all projects.
const url = pathToFileURL(resolve(import.meta.dirname, '../../../../tools/testing/data-node.mjs')).href;
const starter: Starter = await import(url);

export const { startDataNode, ensureBuilt } = starter;
export type TestDataNode = Awaited<ReturnType<Starter['startDataNode']>>;
