import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How far the demo has come, in `<data-dir>/demo/state.json`: what each finished step answered, and what a step that
 * was interrupted needs to go on. Every step may be run again.
 */
export const openState = (folder) => {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'state.json');
  const state = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : { done: {}, kept: {} };
  const save = () => {
    writeFileSync(`${path}.tmp`, JSON.stringify(state, undefined, 2));
    renameSync(`${path}.tmp`, path);
  };
  return {
    done: (name) => state.done[name],
    finish: (name, result) => {
      state.done[name] = result;
      save();
    },
    kept: (name) => state.kept[name],
    keep: (name, value) => {
      state.kept[name] = value;
      save();
    },
  };
};
