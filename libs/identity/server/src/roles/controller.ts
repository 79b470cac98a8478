import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ROLES, type Role, type SignedInUser } from '@max/identity/contracts';
import { user } from '@max/identity/domain';
import type { UserId } from '@max/kernel';
import { Allow, Context, CurrentUser, Decisions, written, Written, type CommandContext } from '@max/kernel/server';
import { IsIn } from 'class-validator';

import { userStream } from '../streams';

export class RoleDto {
  @ApiProperty({ enum: ROLES }) @IsIn(ROLES) role!: Role;
}

/** Nobody changes the own roles, admins included: that is the decider's rule. */
@ApiTags('users')
@Controller('users/:id/roles')
export class RolesController {
  constructor(private readonly decisions: Decisions) {}

  @Post()
  @HttpCode(200)
  @Allow('manage', 'User')
  @ApiOkResponse({ type: Written })
  async grant(
    @Param('id', ParseUUIDPipe) id: UserId,
    @Body() { role }: RoleDto,
    @CurrentUser() { id: by }: SignedInUser,
    @Context() context: CommandContext,
  ): Promise<Written> {
    return written(await this.decisions.decide(user, userStream(id), { type: 'grant-role', role, by }, context));
  }

  @Delete(':role')
  @Allow('manage', 'User')
  @ApiOkResponse({ type: Written })
  async revoke(
    @Param('id', ParseUUIDPipe) id: UserId,
    @Param('role') role: string,
    @CurrentUser() { id: by }: SignedInUser,
    @Context() context: CommandContext,
  ): Promise<Written> {
    return written(await this.decisions.decide(user, userStream(id), { type: 'revoke-role', role, by }, context));
  }
}
