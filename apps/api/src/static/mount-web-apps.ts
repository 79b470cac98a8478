import statics from '@fastify/static';
import { NotFoundException } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const HASHED = /-[A-Z0-9]{8}\.(js|css|woff2?|svg|png)$/;

const WEB_APPS = [
  { prefix: '/portal/', folder: 'artist-portal' },
  { prefix: '/', folder: 'back-office' },
] as const;

/** Serves the built web apps: hashed files for ever, index.html for every deep link, 404 for a missing file. */
export const mountWebApps = async (app: NestFastifyApplication, staticDir: string | undefined): Promise<void> => {
  if (!staticDir) return;
  const fastify = app.getHttpAdapter().getInstance();
  for (const [i, { prefix, folder }] of WEB_APPS.entries()) {
    const root = resolve(join(staticDir, folder, 'browser'));
    if (!existsSync(root)) continue;
    await fastify.register(statics, {
      root,
      prefix,
      index: false,
      wildcard: false,
      decorateReply: i === 0,
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('Cache-Control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    const index = (_request: FastifyRequest, reply: FastifyReply) =>
      reply.header('Cache-Control', 'no-cache').sendFile('index.html', root);
    if (prefix !== '/') fastify.get(prefix.slice(0, -1), (_request, reply) => reply.redirect(prefix));
    fastify.get(`${prefix}*`, (request, reply) => {
      const path = request.url.split('?')[0] ?? '';
      if (path.startsWith('/api/') || path.startsWith('/api-docs') || /\.[a-z0-9]+$/i.test(path)) {
        throw new NotFoundException(`nothing is at ${path.slice(0, 200)}`);
      }
      return index(request, reply);
    });
  }
};
