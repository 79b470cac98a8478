import { Controller, Get, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { ROLES, type Role } from '@max/identity/contracts';
import {
  Allow,
  ApiPageOf,
  PageQuery,
  positionAsked,
  SubjectKeys,
  Views,
  type Page,
  type WithId,
} from '@max/kernel/server';

import { users, type UserView } from './projection';

export class UserListItem {
  @ApiProperty() id!: string;
  @ApiProperty() email!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ROLES, isArray: true }) roles!: readonly Role[];
  @ApiProperty({ type: [String] }) payeeIds!: readonly string[];
  @ApiProperty() registeredAt!: string;
  @ApiProperty({ type: String, nullable: true }) lastSignIn!: string | null;
  @ApiProperty({ type: String, nullable: true }) lockedUntil!: string | null;
}

@ApiTags('users')
@Controller('users')
export class UsersController {
  constructor(
    private readonly views: Views,
    private readonly keys: SubjectKeys,
  ) {}

  @Get()
  @Allow('read', 'User')
  @ApiPageOf(UserListItem)
  async list(@Query() query: PageQuery): Promise<Page<UserListItem>> {
    await this.views.fresh(positionAsked(query), users);
    const sort = { field: 'registeredAt', direction: 1 } as const;
    const { items, next } = await this.views.page(users, { sort, after: query.after, limit: query.limit });
    return { items: await Promise.all(items.map((item) => this.open(item))), next };
  }

  private async open({ email, name, ...user }: WithId<UserView>): Promise<UserListItem> {
    const [openEmail = '', openName = 'forgotten'] = await Promise.all([this.keys.open(email), this.keys.open(name)]);
    return { ...user, email: openEmail, name: openName };
  }
}
