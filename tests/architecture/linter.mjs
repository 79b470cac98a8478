import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';

import { root } from './workspace.mjs';

const RULE = '@nx/enforce-module-boundaries';

/** Rules that need the compiler's types, which a file that is only planted in memory does not have. */
const UNTYPED = {
  files: ['**/*.ts'],
  languageOptions: { parserOptions: { project: false } },
  rules: {
    '@typescript-eslint/no-floating-promises': 'off',
    '@typescript-eslint/no-misused-promises': 'off',
    '@typescript-eslint/switch-exhaustiveness-check': 'off',
  },
};

const boundaryMessages = async (eslint, { from, imports }) => {
  const code = `import * as planted from '${imports}';\n\nexport { planted };\n`;
  const [{ messages }] = await eslint.lintText(code, { filePath: `${root}/${from}/src/planted.ts` });
  const others = messages.filter(({ ruleId }) => ruleId !== RULE);
  if (others.length > 0) throw new Error(`the planted file is faulty itself: ${others[0].message}`);
  return messages.map(({ message }) => message);
};

/**
 * The repository's own ESLint configuration with the real project graph. Without a graph the boundary rule is skipped
 * with a warning only, so it is made first.
 * @returns {Promise<(plant: {from: string, imports: string}) => Promise<string[]>>} what the boundary rule says
 */
export const realLinter = async () => {
  await createProjectGraphAsync({ exitOnError: false });
  const eslint = new ESLint({ cwd: root, overrideConfig: [UNTYPED] });
  return (plant) => boundaryMessages(eslint, plant);
};

/** The same with one single rule of tools/boundaries.mjs, so that no other rule refuses in its place. */
export const linterWith = (constraint) => {
  const options = { allow: [], depConstraints: [constraint], ignoredCircularDependencies: [['*', '*']] };
  const alone = { files: ['**/*.ts'], rules: { [RULE]: ['error', options] } };
  const eslint = new ESLint({ cwd: root, overrideConfig: [UNTYPED, alone] });
  return (plant) => boundaryMessages(eslint, plant);
};
