import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { Allow, Context, Created, type CommandContext } from '@max/kernel/server';

import { RegisterUser } from './command';
import { RegisterUserDto } from './dto';

@ApiTags('users')
@Controller('users')
export class RegisterUserController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Allow('manage', 'User')
  @ApiCreatedResponse({ type: Created })
  register(@Body() body: RegisterUserDto, @Context() context: CommandContext): Promise<Created> {
    return this.commands.execute(new RegisterUser(body.email, body.name, body.password, body.roles, context));
  }
}
