import { Module, type DynamicModule, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { identityEvents, type RoleRules } from '@max/identity/contracts';
import { KnownEvents, Workload } from '@max/kernel/server';

import { AccessGuard, ROLE_RULES } from './access/access.guard';
import { SignedInUsers } from './access/signed-in-users';
import { BootstrapUsers } from './bootstrap-users/bootstrap-users';
import { EmailClaims } from './email-claims/email-claims';
import { LinkPayeeController } from './link-payee/controller';
import { MeController } from './me/controller';
import { Me } from './me/me';
import { RegisterUserController } from './register-user/controller';
import { RegisterUserHandler } from './register-user/handler';
import { RolesController } from './roles/controller';
import { Sessions } from './sessions/sessions';
import { SignInController } from './sign-in/controller';
import { SignInHandler } from './sign-in/handler';
import { SignOutController } from './sign-out/controller';
import { UsersController } from './users/controller';
import { users } from './users/projection';

const events = KnownEvents.of(identityEvents);

/** Users, sessions and the guard before every route. `rules` are the permissions of all contexts. */
@Module({})
export class IdentityApiModule implements OnApplicationBootstrap {
  constructor(
    private readonly bootstrapUsers: BootstrapUsers,
    private readonly sessions: Sessions,
  ) {}

  static forRoot(rules: readonly RoleRules[]): DynamicModule {
    return {
      module: IdentityApiModule,
      imports: [events],
      controllers: [
        SignInController,
        SignOutController,
        MeController,
        RegisterUserController,
        RolesController,
        LinkPayeeController,
        UsersController,
      ],
      providers: [
        { provide: ROLE_RULES, useValue: rules },
        { provide: APP_GUARD, useClass: AccessGuard },
        Sessions,
        SignedInUsers,
        EmailClaims,
        Me,
        SignInHandler,
        RegisterUserHandler,
        BootstrapUsers,
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.sessions.ensureIndexes();
    await this.bootstrapUsers.run();
  }
}

/** What the worker does for identity. */
@Module({ imports: [events] })
export class IdentityWorkerModule implements OnModuleInit {
  constructor(private readonly workload: Workload) {}

  onModuleInit(): void {
    this.workload.project(users);
  }
}
