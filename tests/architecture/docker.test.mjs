import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';

import { repositoryFiles, root } from './workspace.mjs';

// the YAML parser of a package that we depend on: only this test reads YAML
const { load, CORE_SCHEMA, mergeTag } = createRequire(createRequire(`${root}/package.json`).resolve('@nestjs/swagger'))(
  'js-yaml',
);

const read = (path) => readFileSync(`${root}/${path}`, 'utf8');
const compose = load(read('docker/compose.yaml'), { schema: CORE_SCHEMA.withTags(mergeTag) });
const dockerfile = read('docker/Dockerfile');
const services = Object.entries(compose.services);
const built = services.filter(([, { build }]) => build);

/** Ends when it has done its work, so that it has no health. */
const ONE_SHOT = ['views-init', 'files-init', 'owners'];
/** Only root may give a volume to somebody. */
const AS_ROOT = ['owners'];

/** All `MAX_…` that the programs read. */
const known = new Set(
  repositoryFiles()
    .filter((path) => /^(libs|apps\/(api|worker))\/.*\.ts$/.test(path) && !/\.spec\.ts$|\/testing\//.test(path))
    .flatMap((path) => read(path).match(/(?<=['"`])MAX_[A-Z0-9_]+(?=['"`])/g) ?? []),
);
const isKnown = (name) => known.has(name) || (name.endsWith('_FILE') && known.has(name.slice(0, -'_FILE'.length)));

describe('the compose file', () => {
  it('names only settings that the programs read', () => {
    assert.ok(known.has('MAX_EVENT_STORE') && known.has('MAX_METRICS_TOKEN_FILE'));
    const named = [
      ...built.flatMap(([, { environment }]) => Object.keys(environment)),
      ...(dockerfile.match(/MAX_[A-Z0-9_]+/g) ?? []),
    ].filter((name) => name.startsWith('MAX_'));
    assert.ok(named.length > 15);
    assert.deepEqual(
      named.filter((name) => !isKnown(name)),
      [],
    );
    assert.equal(isKnown('MAX_NO_SUCH_SETTING'), false);
  });

  it('gives every service a limit, a place for its log, no more rights than it needs, and no root', () => {
    for (const [name, { deploy, logging, cap_drop, security_opt, user }] of services) {
      const { cpus, memory } = deploy?.resources?.limits ?? {};
      assert.deepEqual([name, Boolean(cpus && memory), cap_drop], [name, true, ['ALL']]);
      assert.deepEqual([name, security_opt], [name, ['no-new-privileges:true']]);
      assert.ok(logging?.options?.['max-size'], name);
      assert.equal(/^[1-9]\d*:[1-9]\d*$/.test(user), !AS_ROOT.includes(name), `${name} runs as ${user}`);
    }
  });

  it('asks every service that stays how it is, and starts nothing before what it needs', () => {
    for (const [name, { healthcheck, depends_on = {} }] of services) {
      assert.equal(Boolean(healthcheck?.test), !ONE_SHOT.includes(name), name);
      for (const [other, { condition }] of Object.entries(depends_on))
        assert.equal(condition, ONE_SHOT.includes(other) ? 'service_completed_successfully' : 'service_healthy', name);
    }
  });

  it('runs the product on a file system that it can not change, several times', () => {
    assert.deepEqual(
      built.map(([name]) => name),
      ['api', 'worker'],
    );
    for (const [name, { read_only, deploy, ports }] of built) {
      assert.deepEqual([read_only, ports], [true, undefined], name);
      assert.match(deploy.replicas, /:-2\}$/);
    }
    assert.deepEqual(
      services.filter(([, { ports }]) => ports).map(([name]) => name),
      ['proxy'],
    );
    assert.equal(compose.networks.engines.internal, true);
  });

  it('takes images of a version, never the latest', () => {
    const bases = dockerfile.match(/(?<=^ARG NODE=).*$/gm);
    const images = [...bases, ...services.filter(([, { build }]) => !build).map(([, { image }]) => image)];
    for (const image of images) assert.match(image, /:(v?\d+\.\d+\.\d+|RELEASE\.\d{4}-\d\d-\d\dT[\d-]+Z)/, image);
    assert.match(dockerfile, /^ARG NODE=node:24\./m);
  });

  it('has a value in .env.example for each that it takes from there, and the other way round', () => {
    const wanted = [...read('docker/compose.yaml').matchAll(/(?<!\$)\$\{([A-Z_]+)/g)].map(([, name]) => name);
    const offered = [...read('docker/.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    assert.deepEqual([...new Set(wanted)].sort(), offered.sort());
  });

  it('mounts the secrets that make-secrets.mjs makes, once, hidden from other users of the machine', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'max-secrets-')), 'secrets');
    const make = () =>
      execFileSync(process.execPath, [`${root}/docker/make-secrets.mjs`, folder], { encoding: 'utf8' });
    const said = make();
    const content = (name) => readFileSync(join(folder, name), 'utf8');
    const files = Object.values(compose.secrets).map(({ file }) => file.replace('./secrets/', ''));
    const before = files.map(content);
    make();
    assert.deepEqual(files.map(content), before);
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.ok(content('mongo-url').includes(content('mongo-max-password').trim()));
    assert.ok(!said.includes(content('mongo-root-password').trim()));
    rmSync(join(folder, '..'), { recursive: true });
    for (const [name, { secrets = [] }] of services)
      assert.deepEqual(
        secrets.filter((secret) => !(secret in compose.secrets)),
        [],
        name,
      );
  });
});

describe('the image', () => {
  it('runs without root, under an init, with a list of its parts and a question after its health', () => {
    const stages = dockerfile.split(/^FROM /m);
    const runtime = stages.find((stage) => / AS runtime\n/.test(stage));
    assert.match(runtime, /^USER [1-9]\d*:[1-9]\d*$/m);
    assert.match(runtime, /^ENTRYPOINT \["\/usr\/bin\/tini", "--"\]$/m);
    assert.match(dockerfile, /npm sbom --sbom-format cyclonedx/);
    for (const target of ['api', 'worker']) {
      const stage = stages.find((text) => text.startsWith(`runtime AS ${target}\n`));
      assert.match(stage, /^HEALTHCHECK /m);
      assert.match(stage, new RegExp(`^CMD \\["node", "dist/apps/${target}/main.js"\\]`, 'm'));
    }
  });

  it('leaves out what only building and testing need', () => {
    const folder = mkdtempSync(join(tmpdir(), 'max-manifest-'));
    cpSync(`${root}/package.json`, join(folder, 'package.json'));
    execFileSync(process.execPath, [`${root}/docker/runtime-manifest.mjs`, join(folder, 'package.json')]);
    const made = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    rmSync(folder, { recursive: true });
    assert.equal(made.devDependencies, undefined);
    assert.ok(made.dependencies['@nestjs/core'] && made.dependencies.lmdb && made.type === 'module');
    assert.deepEqual(
      Object.keys(made.dependencies).filter((name) => /angular|echarts|fontsource/.test(name)),
      [],
    );
  });

  it('is not given what lies about in the working folder', () => {
    const ignored = read('docker/Dockerfile.dockerignore').split('\n');
    for (const path of ['**/node_modules', 'var', 'docker/secrets', 'docker/.env']) assert.ok(ignored.includes(path));
  });
});

describe('the guide to scaling', () => {
  it('names figures that the programs keep', () => {
    const kept = new Set(read('libs/kernel/server/src/observability/metrics.ts').match(/max_[a-z_]+/g));
    const named = [...new Set(read('docs/guides/scaling.md').match(/max_[a-z_]+/g))];
    assert.ok(named.length > 8);
    assert.deepEqual(
      named.filter((name) => !kept.has(name)),
      [],
    );
  });
});
