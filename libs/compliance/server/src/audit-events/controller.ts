import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { auditAccessStream } from '@max/compliance/contracts';
import { auditAccess } from '@max/compliance/domain';
import type { AppAbility, SignedInUser } from '@max/identity/contracts';
import {
  Allow,
  ApiPageOf,
  Context,
  CurrentAbility,
  CurrentUser,
  Decisions,
  parsePosition,
  positionAsked,
  STORED_EVENTS,
  Views,
  type CommandContext,
  type Page,
  type StoredEvents,
  type WithId,
} from '@max/kernel/server';

import { AuditEventItem, AuditEventQuery } from './dto';
import { allowedOf, filterOf, questionOf } from './filter';
import { auditEvents, type AuditEventView } from './projection';

/** An event with more data than this (a booking with thousands of postings) is listed without it. */
const MOST_BYTES = 64 * 1024;

@ApiTags('audit')
@Controller('audit/events')
export class AuditEventsController {
  constructor(
    private readonly views: Views,
    private readonly decisions: Decisions,
    @Inject(STORED_EVENTS) private readonly stored: StoredEvents,
  ) {}

  /** Newest first. Asking is on record, once a day for each question; paging on is not asked anew. */
  @Get()
  @Allow('read', 'AuditEvent')
  @ApiPageOf(AuditEventItem)
  async list(
    @Query() query: AuditEventQuery,
    @CurrentUser() user: SignedInUser,
    @CurrentAbility() ability: AppAbility,
    @Context() context: CommandContext,
  ): Promise<Page<AuditEventItem>> {
    await this.views.fresh(positionAsked(query), auditEvents);
    if (query.after === undefined) {
      const command = { type: 'read', by: user.id, filters: questionOf(query) } as const;
      await this.decisions.decide(auditAccess, auditAccessStream(user.id, context.now), command, context);
    }
    const { after, limit } = query;
    const filter = { $and: [filterOf(query), allowedOf(ability)] };
    const sort = { field: 'position', direction: -1 } as const;
    const { items, next } = await this.views.page(auditEvents, { filter, sort, after, limit });
    return { items: await Promise.all(items.map((item) => this.told(item))), next };
  }

  private async told(view: WithId<AuditEventView>): Promise<AuditEventItem> {
    const { id, stream, revision, type, occurredAt, actorKind: kind, actorId } = view;
    const position = String(parsePosition(view.position) ?? '');
    const item = { id, position, stream, revision, type, occurredAt, actor: { kind, id: actorId } };
    for await (const { data, metadata } of this.stored.read(stream, { from: revision, max: 1 })) {
      const bytes = Buffer.byteLength(JSON.stringify(data));
      const large = bytes > MOST_BYTES;
      return {
        ...item,
        reason: metadata.reason ?? null,
        data: large ? null : data,
        dataBytes: large ? bytes : null,
        metadata,
      };
    }
    return { ...item, reason: null, data: null, dataBytes: null, metadata: null };
  }
}
