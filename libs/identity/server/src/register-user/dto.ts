import { ApiProperty } from '@nestjs/swagger';
import { ROLES, type Role } from '@max/identity/contracts';
import { ArrayNotEmpty, IsEmail, IsIn, IsString, MaxLength, MinLength } from 'class-validator';

export class RegisterUserDto {
  @ApiProperty({ example: 'ann@label.example' }) @IsEmail() @MaxLength(254) email!: string;
  @ApiProperty({ example: 'Ann Olsen' }) @IsString() @MinLength(1) @MaxLength(200) name!: string;
  // bcrypt reads no more than 72 bytes: a longer password would be cut unseen
  @ApiProperty({ minLength: 12, maxLength: 72 }) @IsString() @MinLength(12) @MaxLength(72) password!: string;
  @ApiProperty({ enum: ROLES, isArray: true }) @ArrayNotEmpty() @IsIn(ROLES, { each: true }) roles!: Role[];
}
