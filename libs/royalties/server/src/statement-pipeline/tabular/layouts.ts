import type { StatementFormat } from '@max/royalties/contracts';

/** The cells of a sales line that every format is brought to. */
export type SalesCell =
  'isrc' | 'upc' | 'title' | 'artist' | 'service' | 'territory' | 'saleMonth' | 'quantity' | 'amount' | 'currency';

/** One distributor's table: its headings, and which column holds which cell (the first that isn't blank counts). */
export interface Layout {
  readonly format: Extract<StatementFormat, 'distrokid' | 'tunecore'>;
  readonly source: string;
  readonly header: readonly string[];
  readonly cells: Readonly<Record<Exclude<SalesCell, 'currency'>, readonly string[]>>;
  /** A column, or a currency that the amount's heading names in `(…)`. */
  readonly currency: { readonly column: string } | { readonly inHeading: true };
}

/** Stands in a heading for any ISO 4217 code, as in `Earnings (USD)`. */
export const ANY_CURRENCY = '(¤)';

const DISTROKID_CELLS: Layout['cells'] = {
  isrc: ['ISRC'],
  upc: ['UPC'],
  title: ['Title'],
  artist: ['Artist'],
  service: ['Store'],
  territory: ['Country of Sale'],
  saleMonth: ['Sale Month'],
  quantity: ['Quantity'],
  amount: [`Earnings ${ANY_CURRENCY}`],
};

const DISTROKID_START = ['Reporting Date', 'Sale Month', 'Store', 'Artist', 'Title', 'ISRC', 'UPC', 'Quantity'];

const TUNECORE: Layout = {
  format: 'tunecore',
  source: 'TuneCore',
  header: [
    ...['Sales Period', 'Posted Date', 'Store Name', 'Country Of Sale', 'Artist', 'Release Type', 'Release Title'],
    ...['Song Title', 'Label', 'UPC', 'Optional UPC', 'TC Song ID', 'Optional ISRC', 'Sales Type', '# Units Sold'],
    ...['Per Unit Price', 'Net Sales', 'Net Sales Currency', 'Exchange Rate', 'Total Earned', 'Currency'],
  ],
  cells: {
    isrc: ['Optional ISRC'],
    upc: ['UPC', 'Optional UPC'],
    title: ['Song Title', 'Release Title'],
    artist: ['Artist'],
    service: ['Store Name'],
    territory: ['Country Of Sale'],
    saleMonth: ['Sales Period'],
    quantity: ['# Units Sold'],
    amount: ['Total Earned'],
  },
  currency: { column: 'Currency' },
};

export const LAYOUTS: readonly Layout[] = [
  {
    format: 'distrokid',
    source: 'DistroKid',
    header: [
      ...DISTROKID_START,
      ...['Team Percentage', 'Song/Album', 'Country of Sale', 'Songwriter Royalties Withheld'],
      `Earnings ${ANY_CURRENCY}`,
    ],
    cells: DISTROKID_CELLS,
    currency: { inHeading: true },
  },
  {
    format: 'distrokid',
    source: 'DistroKid',
    header: [
      'Date Inserted',
      ...DISTROKID_START,
      ...['Team Percentage', 'Source Type', 'Country of Sale', `Songwriter Royalties Withheld ${ANY_CURRENCY}`],
      ...[`Earnings ${ANY_CURRENCY}`, `Recoup ${ANY_CURRENCY}`],
    ],
    cells: DISTROKID_CELLS,
    currency: { inHeading: true },
  },
  TUNECORE,
  { ...TUNECORE, header: [...TUNECORE.header, 'Commission', 'Youtube Video ID', 'Youtube Policy Type'] },
];
