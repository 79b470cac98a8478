import { Inject, Injectable } from '@nestjs/common';
import type { DuckDBValue } from '@duckdb/node-api';
import { FILES, Views, type Files } from '@max/kernel/server';

import { LineFacts } from '../line-facts/line-facts';
import { count, lit, text, textOrNull } from '../statement-pipeline/duckdb';
import { exactSum, limbColumns, limbSums } from '../statement-pipeline/exact-sum';
import { statements } from '../statements/projection';

import type { EarningsBy, EarningsItem, PeriodQuery } from './dto';

const KEYS: Readonly<Record<EarningsBy, string>> = {
  month: `left("saleMonth", 7)`,
  service: 'service',
  territory: 'territory',
  track: `coalesce(isrc, upc)`,
};

/** What a payee earned, straight from the files of the booked statements that no correction has replaced. */
@Injectable()
export class Earnings {
  constructor(
    private readonly views: Views,
    private readonly facts: LineFacts,
    @Inject(FILES) private readonly files: Files,
  ) {}

  async by(payeeId: string, by: EarningsBy, { from, to, currency }: PeriodQuery): Promise<EarningsItem[]> {
    const paths = await this.paths();
    if (paths.length === 0) return [];
    const parameters: DuckDBValue[] = [payeeId];
    const where = ['"payeeId" = $1'];
    const bind = (condition: string, value: string | undefined): void => {
      if (value === undefined) return;
      parameters.push(value);
      where.push(`${condition} $${parameters.length}`);
    };
    bind('left("saleMonth", 7) >=', from);
    bind('left("saleMonth", 7) <=', to);
    bind('currency =', currency);
    const digits = `ltrim(amount, '-')`;
    const limbs = limbColumns(
      `ltrim(split_part(${digits}, '.', 1), '0')`,
      `split_part(${digits}, '.', 2)`,
      `starts_with(amount, '-')`,
    );
    const rows = await this.facts.rows(
      `SELECT key, min(title) AS title, currency, sum(quantity::DECIMAL(38, 8))::VARCHAR AS quantity, ${limbSums()}
       FROM (SELECT ${KEYS[by]} AS key, title, currency, quantity, amount, ${limbs}
         FROM read_parquet([${paths.map(lit).join(', ')}]) WHERE ${where.join(' AND ')})
       GROUP BY key, currency ORDER BY key NULLS LAST, currency`,
      parameters,
    );
    return rows.map((row) => {
      const key = textOrNull(row, 'key');
      const label = by === 'track' ? (textOrNull(row, 'title') ?? key) : key;
      const quantity = text(row, 'quantity').replace(/\.?0+$/, '');
      const amount = exactSum(row, count(row, 'scale'));
      return { key, label: label ?? 'unknown', currency: text(row, 'currency'), amount, quantity: quantity || '0' };
    });
  }

  private async paths(): Promise<string[]> {
    const booked = await this.views.all(statements, { status: 'booked', supersededBy: null });
    return Promise.all(
      booked.flatMap(({ earningsFile }) => (earningsFile === null ? [] : [this.files.localPath(earningsFile)])),
    );
  }
}
