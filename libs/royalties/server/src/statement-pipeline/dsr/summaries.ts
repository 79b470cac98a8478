import Big from 'big.js';

import type { DsrRecord } from './records';

const DECIMAL = /^-?\d+(\.\d+)?$/;
const decimal = (text: string): Big | undefined => (DECIMAL.test(text) ? Big(text) : undefined);

/** The sales context and money of one SummaryRecordId: one record, or one for each rights controller or sub-period. */
export class Summary {
  private readonly records: DsrRecord[] = [];

  constructor(readonly id: string) {}

  add(record: DsrRecord): void {
    this.records.push(record);
  }

  /** The context of a rights controller's line; of the first record when no record is of that controller. */
  context(rightsController = ''): { service: string; territory: string } {
    const record = this.records.find((one) => one.cell('RightsController') === rightsController) ?? this.records[0];
    return {
      service: record?.cell('DistributionChannel') ?? '',
      territory: this.first('Territory', record),
    };
  }

  get currency(): string {
    return this.first('Currency', this.records[0]);
  }

  /**
   * What the summary pays: its allocated revenue where stated, else its allocated net revenue, else its net revenue
   * (ADR “the money of a DSR line”). Undefined when no record states one.
   */
  get revenue(): Big | undefined {
    for (const cell of ['AllocatedRevenue', 'AllocatedNetRevenue', 'NetRevenue']) {
      const stated = this.all(cell);
      if (stated.some((value) => !value.eq(0))) return sum(stated);
    }
    return this.all('NetRevenue')[0];
  }

  /** The usages that the summary may mean: of one record, of all together, or those allocated to the recipient. */
  get statedUsages(): Big[] {
    const total = this.all('Usages');
    const allocated = this.all('AllocatedUsages');
    return [
      ...total.slice(0, 1),
      ...(total.length > 1 ? [sum(total)] : []),
      ...(allocated.length > 0 ? [sum(allocated)] : []),
    ];
  }

  private all(cell: string): Big[] {
    return this.records.flatMap((record) => record.cell(cell).split('|')).flatMap((text) => decimal(text) ?? []);
  }

  private first(cell: string, record: DsrRecord | undefined): string {
    const own = record?.cell(cell);
    return own || (this.records.find((one) => one.cell(cell) !== '')?.cell(cell) ?? '');
  }
}

const sum = (values: readonly Big[]): Big => values.reduce((total, value) => total.plus(value), Big(0));
