import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { SignedInUser } from '@max/identity/contracts';
import { Allow, CurrentUser } from '@max/kernel/server';

import { MeAnswer } from './dto';
import { Me } from './me';

@ApiTags('auth')
@Controller('auth')
export class MeController {
  constructor(private readonly me: Me) {}

  @Get('me')
  @Allow('read', 'Profile')
  @ApiOkResponse({ type: MeAnswer })
  read(@CurrentUser() { id }: SignedInUser): Promise<MeAnswer> {
    return this.me.of(id);
  }
}
