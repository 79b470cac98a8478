/** Column of a table: `width` is its part of the page's. */
export interface PdfColumn {
  readonly name: string;
  readonly width: number;
  readonly right?: boolean;
}

const INK = '#1b1c22';
const QUIET = '#5b5d6b';
const LINE = '#d9d7e4';
const ACCENT = '#4b33b8';
const ROW = 9;

/** The standard fonts know WinAnsi only; what they can't set is shown as such, never silently dropped. */
const settable = (text: string): string => text.replace(/[^\u0020-\u007e\u00a0-\u00ff–—‘’“”•…€]/gu, '?');

/** A few typographic pieces over pdfkit, in one column. */
export class PdfPage {
  constructor(private readonly document: PDFKit.PDFDocument) {
    document.font('Helvetica').fontSize(10).fillColor(INK);
  }

  private get left(): number {
    return this.document.page.margins.left;
  }

  private get width(): number {
    return this.document.page.width - this.left - this.document.page.margins.right;
  }

  title(text: string): void {
    this.document.font('Helvetica-Bold').fontSize(9).fillColor(ACCENT).text('MAX BOOSTER', { characterSpacing: 1.5 });
    this.document.moveDown(0.4).fontSize(24).fillColor(INK).text(settable(text)).moveDown(0.5);
  }

  heading(text: string): void {
    if (this.document.y > this.document.page.height - 160) this.document.addPage();
    this.document.moveDown(1.1).font('Helvetica-Bold').fontSize(13).fillColor(INK).text(settable(text), this.left);
    this.document.moveDown(0.4);
  }

  text(text: string): void {
    this.document.font('Helvetica').fontSize(10).fillColor(INK);
    this.document.text(settable(text), this.left, undefined, { width: this.width, lineGap: 2 }).moveDown(0.5);
  }

  list(items: readonly string[]): void {
    for (const item of items) {
      this.document.font('Helvetica').fontSize(10).fillColor(INK);
      this.document.text(`•  ${settable(item)}`, this.left, undefined, { width: this.width, indent: 0, lineGap: 2 });
    }
    this.document.moveDown(0.5);
  }

  facts(entries: readonly (readonly [string, string])[]): void {
    const columns = [
      { name: '', width: 0.26 },
      { name: '', width: 0.74 },
    ];
    this.rows(columns, entries, (place) => (place === 0 ? QUIET : INK));
    this.document.moveDown(0.5);
  }

  /** The headings come again on every page that the rows reach. */
  table(columns: readonly PdfColumn[], rows: readonly (readonly string[])[]): void {
    const headings = (): void => this.rows(columns, [columns.map(({ name }) => name)], () => QUIET);
    headings();
    this.rows(columns, rows, () => INK, headings);
    this.document.moveDown(0.5);
  }

  /** Page numbers, once all pages are set. */
  numberPages(what: string): void {
    const { start, count } = this.document.bufferedPageRange();
    for (let i = start; i < start + count; i += 1) {
      this.document.switchToPage(i);
      const { height, margins } = this.document.page;
      const bottom = margins.bottom;
      margins.bottom = 0; // else the footer would open a new page
      const text = `${settable(what)}  ·  page ${i + 1} of ${count}`.replace('·', '•');
      this.document
        .font('Helvetica')
        .fontSize(8)
        .fillColor(QUIET)
        .text(text, this.left, height - 36, { width: this.width });
      margins.bottom = bottom;
    }
  }

  private rows(
    columns: readonly PdfColumn[],
    rows: readonly (readonly string[])[],
    colour: (place: number) => string,
    onNewPage?: () => void,
  ): void {
    const { document } = this;
    document.font('Helvetica').fontSize(ROW);
    for (const row of rows) {
      const cells = columns.map((column, i) => ({ ...column, text: settable(row[i] ?? '') }));
      const widths = columns.map(({ width }) => width * this.width - 8);
      const height = Math.max(
        ...cells.map(({ text }, i) => document.heightOfString(text || ' ', { width: widths[i] ?? 0 })),
      );
      if (document.y + height > document.page.height - document.page.margins.bottom - 8) {
        document.addPage();
        onNewPage?.();
      }
      const top = document.y;
      let x = this.left;
      cells.forEach(({ text, width, right }, i) => {
        document.fillColor(colour(i)).text(text, x, top, { width: widths[i] ?? 0, align: right ? 'right' : 'left' });
        x += width * this.width;
      });
      const bottom = top + height + 3;
      document
        .moveTo(this.left, bottom)
        .lineTo(this.left + this.width, bottom)
        .lineWidth(0.5)
        .strokeColor(LINE)
        .stroke();
      document.x = this.left;
      document.y = bottom + 4;
    }
  }
}
