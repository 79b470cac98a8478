/** The file as a whole can't be used; `line` is where that was seen, from 1. Codes are stable, reasons are for people. */
export class StatementRejected extends Error {
  constructor(
    readonly code: string,
    readonly reason: string,
    readonly line: number | null = null,
  ) {
    super(reason);
    this.name = 'StatementRejected';
  }
}
