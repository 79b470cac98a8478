import { Module, type OnModuleInit } from '@nestjs/common';
import { catalogEvents } from '@max/catalog/contracts';
import { KnownEvents, Workload } from '@max/kernel/server';
import { payoutsEvents } from '@max/payouts/contracts';
import { royaltiesEvents } from '@max/royalties/contracts';

import { AcceptStatementController } from './accept-statement/controller';
import { AcceptStatementHandler } from './accept-statement/handler';
import { AgreeSplitSheetController } from './agree-split-sheet/controller';
import { AgreeSplitSheetHandler } from './agree-split-sheet/handler';
import { CarryOutBooking } from './book-statement/carry-out-booking';
import { BookStatementController } from './book-statement/controller';
import { BookStatementHandler } from './book-statement/handler';
import { EarningsController } from './earnings/controller';
import { Earnings } from './earnings/earnings';
import { EarningsStatementController } from './earnings-statement/controller';
import { GiveUpStatement } from './give-up-statement/give-up-statement';
import {
  BOOK_STATEMENT,
  ingestStatements,
  PARSE_STATEMENT,
  type BookStatementJob,
  type ParseStatementJob,
} from './ingest-statements/process';
import { LineFacts } from './line-facts/line-facts';
import { ParseStatement } from './parse-statement/parse-statement';
import { ReceiveStatementController } from './receive-statement/controller';
import { ReceiveStatementHandler } from './receive-statement/handler';
import { SplitSheetsController } from './split-sheets/controller';
import { splitSheets } from './split-sheets/projection';
import { StatementLinesController } from './statement-lines/controller';
import { StatementRejectsController } from './statement-rejects/controller';
import { StatementsController } from './statements/controller';
import { statements } from './statements/projection';
import { subjects } from './subjects/projection';

const events = KnownEvents.of(royaltiesEvents, catalogEvents, payoutsEvents);

/** Sales reports in, split sheets, and what payees have earned. */
@Module({
  imports: [events],
  controllers: [
    ReceiveStatementController,
    AcceptStatementController,
    BookStatementController,
    StatementsController,
    StatementLinesController,
    StatementRejectsController,
    AgreeSplitSheetController,
    SplitSheetsController,
    EarningsController,
    EarningsStatementController,
  ],
  providers: [
    ReceiveStatementHandler,
    AcceptStatementHandler,
    BookStatementHandler,
    AgreeSplitSheetHandler,
    Earnings,
    LineFacts,
  ],
})
export class RoyaltiesApiModule {}

/** What the worker does for royalties. Parsing and booking take an engine with its memory each: one at a time. */
@Module({ imports: [events], providers: [ParseStatement, CarryOutBooking, GiveUpStatement] })
export class RoyaltiesWorkerModule implements OnModuleInit {
  constructor(
    private readonly workload: Workload,
    private readonly parseStatement: ParseStatement,
    private readonly carryOutBooking: CarryOutBooking,
    private readonly giveUp: GiveUpStatement,
  ) {}

  onModuleInit(): void {
    this.workload.project(statements, splitSheets, subjects);
    this.workload.react(ingestStatements);
    this.workload.work<ParseStatementJob>(
      PARSE_STATEMENT,
      { concurrency: 1, onExhausted: (failed) => this.giveUp.run('reading', failed) },
      (job) => this.parseStatement.run(job),
    );
    this.workload.work<BookStatementJob>(
      BOOK_STATEMENT,
      { concurrency: 1, onExhausted: (failed) => this.giveUp.run('booking', failed) },
      (job) => this.carryOutBooking.run(job),
    );
  }
}
