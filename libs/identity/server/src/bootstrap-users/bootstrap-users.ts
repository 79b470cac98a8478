import { Inject, Injectable, Logger } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Role } from '@max/identity/contracts';
import { bySystem, CONFIG, type Config } from '@max/kernel/server';
import { readFile } from 'node:fs/promises';

import { EmailClaims } from '../email-claims/email-claims';
import { RegisterUser } from '../register-user/command';

/** As in the file: a role's name may say more than the role (`finance-maker`). */
const ROLE_OF: Readonly<Record<string, Role>> = {
  admin: 'admin',
  finance: 'finance',
  'finance-maker': 'finance',
  'finance-checker': 'finance',
  'finance maker': 'finance',
  'finance checker': 'finance',
  compliance: 'compliance',
  auditor: 'auditor',
  support: 'support',
  artist: 'artist',
  partner: 'partner',
};

/** Registers the users of the configured file, so that somebody can sign in to a new installation. Repeating it is harmless. */
@Injectable()
export class BootstrapUsers {
  private readonly log = new Logger('identity');

  constructor(
    private readonly commands: CommandBus,
    private readonly claims: EmailClaims,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(): Promise<void> {
    if (!this.config.bootstrapUsers) return;
    const context = bySystem('bootstrap', new Date(), 'bootstrap-users');
    for (const { role, email, password } of parse(await readFile(this.config.bootstrapUsers, 'utf8'))) {
      if (await this.claims.ownerOf(email)) continue;
      await this.commands.execute(new RegisterUser(email, nameOf(email), password, [role], context));
      this.log.log(`registered a user with the role ${role}`);
    }
  }
}

const parse = (text: string): { role: Role; email: string; password: string }[] => {
  const read: unknown = JSON.parse(text);
  if (!Array.isArray(read)) throw new TypeError('the users file is not a list');
  return read.map((entry: unknown, i) => {
    const { role, email, password } = (entry ?? {}) as Record<string, unknown>;
    const known = typeof role === 'string' ? ROLE_OF[role] : undefined;
    if (!known || typeof email !== 'string' || typeof password !== 'string') {
      throw new TypeError(`entry ${i + 1} of the users file needs a known role, an email and a password`);
    }
    return { role: known, email, password };
  });
};

const nameOf = (email: string): string =>
  (email.split('@')[0] ?? '')
    .split(/[._-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
