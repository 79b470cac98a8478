import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

import { NoSuchPack } from '@max/compliance/domain';
import { Allow, ApiPageOf, FreshQuery, PageQuery, positionAsked, Views, type Page } from '@max/kernel/server';

import { evidencePacks } from './projection';

export class EvidencePackItem {
  @ApiProperty() id!: string;
  @ApiProperty() payoutBatchId!: string;
  @ApiProperty({ enum: ['requested', 'built', 'failed'] }) status!: string;
  @ApiProperty() requestedBy!: string;
  @ApiProperty() requestedAt!: string;
  @ApiProperty({ type: String, nullable: true }) builtAt!: string | null;
  @ApiProperty({ type: Number, nullable: true }) bytes!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'SHA-256 of the ZIP' }) file!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'events under the pack’s checkpoint' })
  treeSize!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'why it failed' }) reason!: string | null;
  @ApiProperty() downloads!: number;
}

export class EvidencePackQuery extends PageQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(64)
  payoutBatchId?: string;
}

@ApiTags('evidence')
@Controller('evidence-packs')
export class EvidencePacksController {
  constructor(private readonly views: Views) {}

  /** Newest first. */
  @Get()
  @Allow('read', 'EvidencePack')
  @ApiPageOf(EvidencePackItem)
  async list(@Query() query: EvidencePackQuery): Promise<Page<EvidencePackItem>> {
    await this.views.fresh(positionAsked(query), evidencePacks);
    const { after, limit, payoutBatchId } = query;
    const filter = payoutBatchId === undefined ? {} : { payoutBatchId };
    return this.views.page(evidencePacks, { filter, sort: { field: 'requestedAt', direction: -1 }, after, limit });
  }

  @Get(':id')
  @Allow('read', 'EvidencePack')
  @ApiOkResponse({ type: EvidencePackItem })
  async one(@Param('id') id: string, @Query() query: FreshQuery): Promise<EvidencePackItem> {
    await this.views.fresh(positionAsked(query), evidencePacks);
    const pack = await this.views.one(evidencePacks, id);
    if (!pack) throw new NoSuchPack(id);
    return pack;
  }
}
