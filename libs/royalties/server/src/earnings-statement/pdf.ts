import PDFDocument from 'pdfkit';

import type { EarningsBy, EarningsItem } from '../earnings/dto';

export interface EarningsReport {
  readonly payeeId: string;
  readonly from: string;
  readonly to: string;
  readonly madeAt: string;
  readonly sections: readonly { readonly by: EarningsBy; readonly items: readonly EarningsItem[] }[];
}

const TITLES: Readonly<Record<EarningsBy, string>> = {
  month: 'By month of sale',
  service: 'By service',
  territory: 'By territory',
  track: 'By recording',
};
const MARGIN = 50;
const WIDTH = 595.28 - 2 * MARGIN; // A4
const COLUMNS = [
  { at: 0, width: 250, align: 'left' },
  { at: 250, width: 70, align: 'right' },
  { at: 320, width: WIDTH - 370, align: 'right' },
  { at: WIDTH - 45, width: 45, align: 'left' },
] as const;

/** A payee's statement of earnings as PDF; amounts are exact, as the lines add up. */
export const earningsPdf = (report: EarningsReport): PDFKit.PDFDocument => {
  const info = { Title: `Statement of earnings ${report.from} – ${report.to}`, Author: 'Max Booster' };
  const pdf = new PDFDocument({ size: 'A4', margin: MARGIN, info });
  pdf.fontSize(20).text('Statement of earnings');
  pdf.moveDown(0.3).fontSize(10).fillColor('#555');
  pdf
    .text(`Payee ${report.payeeId}`)
    .text(`Months of sale ${report.from} to ${report.to}`)
    .text(`Made ${report.madeAt}`);
  pdf.fillColor('#000').moveDown();
  for (const { by, items } of report.sections) {
    pdf.fontSize(13).text(TITLES[by], MARGIN).moveDown(0.4).fontSize(9);
    if (items.length === 0) pdf.text('Nothing was earned in these months.');
    for (const item of items) row(pdf, [item.label, item.quantity, shown(item.amount), item.currency]);
    pdf.moveDown();
  }
  pdf.end();
  return pdf;
};

function row(pdf: PDFKit.PDFDocument, cells: readonly string[]): void {
  if (pdf.y > pdf.page.height - 2 * MARGIN) pdf.addPage();
  const y = pdf.y;
  COLUMNS.forEach(({ at, width, align }, i) => {
    pdf.text(cells[i] ?? '', MARGIN + at, y, { width, align, height: 12, ellipsis: true, lineBreak: false });
  });
  pdf.y = y + 14;
  pdf.x = MARGIN;
}

/** Trailing zeros beyond the second decimal say nothing. */
const shown = (amount: string): string => amount.replace(/(\.\d\d\d*?)0+$/, '$1');
