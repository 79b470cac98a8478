import { ApiProperty } from '@nestjs/swagger';
import { ROLES, type AppRule, type Role } from '@max/identity/contracts';

export class UserAnswer {
  @ApiProperty() id!: string;
  @ApiProperty() email!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ enum: ROLES, isArray: true }) roles!: Role[];
  @ApiProperty({ type: [String], description: 'payees whose money this user may see' }) payeeIds!: string[];
}

export class MeAnswer {
  @ApiProperty({ type: UserAnswer }) user!: UserAnswer;
  @ApiProperty({ enum: ROLES, description: 'the first of the roles' }) role!: Role;
  @ApiProperty({ type: [Object], description: 'CASL rules, as `createMongoAbility` takes them' }) abilities!: AppRule[];
}
