import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

import { MeAnswer } from '../me/dto';

export class SignInDto {
  @ApiProperty({ example: 'ann@label.example' }) @IsString() @MaxLength(254) email!: string;
  @ApiProperty() @IsString() @MaxLength(200) password!: string;
}

/** Signing in is a write: a read that asks for its position sees all that was acknowledged before. */
export class SignInAnswer extends MeAnswer {
  @ApiProperty({ example: '4711' }) position!: string;
}
