import { ApiProperty } from '@nestjs/swagger';

import type { Decided } from '../commands/decisions';

/** What a write answers. */
export class Written {
  @ApiProperty({
    description: 'place in the log; pass it as ?atLeast= to a read that must see this write',
    example: '4711',
  })
  position!: string;
}

/** What making something answers. */
export class Created extends Written {
  @ApiProperty() id!: string;
}

export const written = ({ position }: Pick<Decided, 'position'>): Written => ({ position: position.toString() });
export const created = (id: string, { position }: Pick<Decided, 'position'>): Created => ({
  id,
  position: position.toString(),
});
