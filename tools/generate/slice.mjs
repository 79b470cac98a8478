import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import prettier from 'prettier';

import { Failure } from '../start/failure.mjs';
import { camel, pascal, plural } from './names.mjs';

const TEMPLATES = new URL('./templates/', import.meta.url);
const ACTIONS = ['read', 'create', 'book', 'submit', 'approve', 'reject', 'export'];

const textOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');
const foldersOf = (path) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** What the use case acts on: the domain folder that its name ends in, as `payout-batch` in `approve-payout-batch`. */
const entityOf = (root, context, useCase) => {
  const known = foldersOf(join(root, `libs/${context}/domain/src`)).filter((name) =>
    existsSync(join(root, `libs/${context}/domain/src/${name}/decider.ts`)),
  );
  const entity = known.sort((a, b) => b.length - a.length).find((name) => useCase.endsWith(`-${name}`));
  if (!entity)
    throw new Failure(
      `"${useCase}" must be a verb and one of what ${context} decides about: ${known.sort().join(', ')}.`,
    );
  return entity;
};

/** The function that names the stream of an entity, where it stands and what its id is called. */
const streamOf = (root, context, entity) => {
  const name = `${camel(entity)}Stream`;
  const shape = new RegExp(`export const ${name} = \\((\\w+): (\\w+)\\)`);
  for (const [path, from] of [
    [`libs/${context}/contracts/src/events.ts`, `@max/${context}/contracts`],
    [`libs/${context}/server/src/streams.ts`, '../streams'],
  ]) {
    const match = shape.exec(textOf(join(root, path)));
    if (match) return { stream: name, from, Id: match[2] };
  }
  throw new Failure(
    `There is no ${name} in the contracts or the server of ${context}: say first how its stream is named.`,
  );
};

const deciderOf = (root, context, entity) => {
  const path = `libs/${context}/domain/src/${entity}/decider.ts`;
  const match = /export const (\w+): Decider</.exec(textOf(join(root, path)));
  if (!match) throw new Failure(`${path} exports no Decider.`);
  return match[1];
};

const namesFor = (root, context, useCase) => {
  const entity = entityOf(root, context, useCase);
  const verb = useCase.slice(0, -entity.length - 1);
  const { stream, from, Id } = streamOf(root, context, entity);
  const streamImport = `import { ${stream} } from '${from}';\n`;
  return {
    ...{ context, Context: pascal(context), verb, method: camel(verb), Id, stream },
    ...{ 'use-case': useCase, UseCase: pascal(useCase), Entity: pascal(entity), entityId: `${camel(entity)}Id` },
    ...{ plural: plural(entity), decider: deciderOf(root, context, entity) },
    idName: Id === 'string' ? '' : `${Id}, `,
    idImport: Id === 'string' ? '' : `import type { ${Id} } from '@max/kernel';\n`,
    action: ACTIONS.includes(verb) ? verb : 'manage',
    streamImportFirst: from.startsWith('@') ? streamImport : '',
    streamImportLast: from.startsWith('@') ? '' : `\n${streamImport}`,
  };
};

const fill = (template, names) =>
  template.replace(/\{\{([\w-]+)\}\}/g, (_, name) => {
    if (!(name in names)) throw new Error(`the template asks for an unknown name: ${name}`);
    return names[name];
  });

/**
 * Makes the folder of a new use case: command, handler, controller, DTO and integration test.
 * @param {string} root of the repository
 * @param {string} context such as `payouts`
 * @param {string} useCase verb and noun in kebab-case, such as `hold-payout-batch`
 * @returns {Promise<{files: string[], toDo: string[]}>} paths made, and what a person has to add
 * @throws Failure, before anything is made, when a name is not usable, or the use case is there already
 */
export const generateSlice = async (root, context, useCase) => {
  if (!/^[a-z]+(-[a-z0-9]+)+$/.test(useCase))
    throw new Failure(`A use case is named like approve-payout-batch, not "${useCase}".`);
  const contexts = foldersOf(join(root, 'libs')).filter((name) => existsSync(join(root, `libs/${name}/domain/src`)));
  if (!contexts.includes(context))
    throw new Failure(`There is no context "${context}"; there are: ${contexts.join(', ')}.`);
  const folder = `libs/${context}/server/src/${useCase}`;
  if (existsSync(join(root, folder))) throw new Failure(`${folder} is there already.`);
  const names = namesFor(root, context, useCase);
  const files = [
    ['command.ts', 'command.ts.txt'],
    ['handler.ts', 'handler.ts.txt'],
    ['controller.ts', 'controller.ts.txt'],
    ['dto.ts', 'dto.ts.txt'],
    [`${useCase}.int.spec.ts`, 'int.spec.ts.txt'],
  ];
  const style = { parser: 'typescript', singleQuote: true, printWidth: 120, trailingComma: 'all' };
  const made = [];
  for (const [file, template] of files) {
    const text = fill(readFileSync(new URL(template, TEMPLATES), 'utf8'), names);
    made.push([`${folder}/${file}`, await prettier.format(text, style)]);
  }
  mkdirSync(join(root, folder), { recursive: true });
  for (const [path, text] of made) writeFileSync(join(root, path), text);
  return {
    files: made.map(([path]) => path),
    toDo: [
      `${names.Context}ApiModule: add ${names.UseCase}Controller and ${names.UseCase}Handler`,
      `the decider of ${names.Entity}: decide the command '${names.verb}', with its three tests (allowed, forbidden, no-op)`,
      `${context}'s permissions: who may '${names.action}' a ${names.Entity}`,
    ],
  };
};
