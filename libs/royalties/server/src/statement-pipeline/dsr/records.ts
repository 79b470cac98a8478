/**
 * Cell names of the DSR records that carry sales, their context and the control totals, by record type and version
 * (DDEX DSR Parts 3, 4 and 8: names and order). A version adds cells at the end but for those listed apart, so that a
 * version newer than the newest here is read with the newest.
 */
const RELEASE =
  'BlockId ReleaseReference DspReleaseId ProprietaryReleaseId CatalogNumber ICPN DisplayArtistName DisplayArtistPartyId Title';
const RESOURCE = 'BlockId ResourceReference DspResourceId ISRC Title SubTitle DisplayArtistName';
const CHANNEL =
  'SummaryRecordId DistributionChannel DistributionChannelDPID CommercialModel UseType Territory ServiceDescription';
const SRB_RESOURCE =
  'SummaryRecordId DspResourceId ISRC Title SubTitle DisplayArtistName DisplayArtistPartyId Duration ResourceType';
const SRB_WORK =
  'ComposerAuthor ComposerAuthorPartyId Arranger ArrangerPartyId MusicPublisher MusicPublisherPartyId WorkContributor WorkContributorPartyId';
const SRB_RELEASE =
  'DspReleaseId ProprietaryReleaseId CatalogNumber ICPN ReleaseDisplayArtistName ReleaseDisplayArtistPartyId ReleaseTitle ReleaseSubTitle';

const CELLS: Readonly<Record<string, string>> = {
  HEAD: 'MessageVersion Profile ProfileVersion MessageId MessageCreatedDateTime FileNumber NumberOfFiles UsageStartDate UsageEndDate SenderPartyId SenderName ServiceDescription RecipientPartyId RecipientName RepresentedRepertoire',
  FOOT: 'NumberOfLinesInFile NumberOfLinesInReport NumberOfSummaryRecords NumberOfBlocksInFile NumberOfBlocksInReport',
  SRFO: 'NumberOfLinesInReport NumberOfSummaryRecords',
  SY01: `${CHANNEL} Usages Subscribers Currency NetRevenue IndirectNetRevenue`,
  SY02: `${CHANNEL} Usages Users Currency NetRevenue RightsController RightsControllerPartyId AllocatedUsages AllocatedRevenue AllocatedNetRevenue`,
  SY03: `${CHANNEL} Usages Subscribers Currency NetRevenue RightsController RightsControllerPartyId AllocatedUsages AllocatedRevenue AllocatedNetRevenue`,
  SY04: `${CHANNEL} SubscriberType Subscribers SubPeriodStartDate SubPeriodEndDate UsagesInSubPeriod UsagesInReportingPeriod Currency ExchangeRateBaseCurrency ExchangeRate ConsumerPaidUnitPrice NetRevenue`,
  SY05: `${CHANNEL} RightsController RightsControllerPartyId RightsType Usages AllocatedUsages MusicUsageRatio AllocatedRevenue AllocatedNetRevenue RightsControllerMarketShare`,
  'SY05.02': `${CHANNEL} RightsController RightsControllerPartyId RightsType Usages AllocatedUsages MusicUsageRatio AllocatedNetRevenue AllocatedRevenue RightsControllerMarketShare Currency`,
  SY09: 'SummaryRecordId CommercialModel UseType Territory ServiceDescription SubscriberType RightsController RightsControllerPartyId RightsType Usages AllocatedUsages NetRevenue IndirectNetRevenue RightsControllerMarketShare Currency',
  RE01: RELEASE,
  AS01: RESOURCE,
  AS02: RESOURCE,
  SU01: 'BlockId SummaryRecordId SalesTransactionId TransactedRelease TransactedResource IsRoyaltyBearing SalesUpgrade Usages Returns',
  SU02: 'BlockId SummaryRecordId SalesTransactionId TransactedRelease TransactedResource IsRoyaltyBearing Usages',
  SU03: 'BlockId SalesTransactionId SummaryRecordId DspResourceId Usages NetRevenue ValidityPeriodStart ValidityPeriodEnd',
  'SU03.02':
    'BlockId SalesTransactionId SummaryRecordId DspResourceId Usages NetRevenue ValidityPeriodStart ValidityPeriodEnd ContentCategory IsRoyaltyBearing',
  'SU03.03':
    'BlockId SummaryRecordId SalesTransactionId DspResourceId Usages NetRevenue ValidityPeriodStart ValidityPeriodEnd ContentCategory IsRoyaltyBearing',
  LI01: 'BlockId SummaryRecordId RightsController RightsControllerPartyId RightsControllerWorkId RightSharePercentage RightsType AllocatedNetRevenue AllocatedAmount',
  'LI01.02':
    'BlockId SummaryRecordId RightsController RightsControllerPartyId RightsControllerWorkId RightSharePercentage RightsType AllocatedNetRevenue AllocatedAmount AllocatedUsages',
  SR01: `${SRB_RESOURCE} ProprietaryWorkId ISWC ${SRB_WORK} ${SRB_RELEASE} ReleaseType ReleaseLabel PLine ReleaseDataProvider NumberOfTransactedResources SalesTransactionId IsRoyaltyBearing SalesUpgrade Usages Returns`,
  SR02: `${SRB_RESOURCE} ProprietaryWorkId ISWC ${SRB_WORK} ${SRB_RELEASE} ReleaseType ReleaseLabel PLine ReleaseDataProvider SalesTransactionId IsRoyaltyBearing Usages`,
  SR03: `${SRB_RESOURCE} WorkTitle DspWorkId ISWC ${SRB_WORK} ${SRB_RELEASE} ReleaseLabel PLine SalesTransactionId Usages NetRevenue ValidityPeriodStart ValidityPeriodEnd ContentCategory RightsController RightsControllerPartyId RightsControllerWorkId RightSharePercentage RightsType AllocatedNetRevenue AllocatedAmount`,
  SR06: 'SummaryRecordId DspResourceId ISRC Title SubTitle DisplayArtistName DisplayArtistPartyId WorkTitle DspWorkId ISWC ComposerAuthor ComposerAuthorPartyId Usages ValidityPeriodStart ValidityPeriodEnd ContentCategory RightsController RightsControllerPartyId RightsControllerWorkId RightSharePercentage RightsType AllocatedAmount',
};

/** Records that must have all their cells up to this one; others may leave trailing blank cells out. */
const LAST_MANDATORY: Readonly<Record<string, string>> = {
  HEAD: 'SenderName',
  FOOT: 'NumberOfSummaryRecords',
  SRFO: 'NumberOfSummaryRecords',
  SY01: 'NetRevenue',
  SY02: 'NetRevenue',
  SY03: 'NetRevenue',
  SY04: 'NetRevenue',
  AS01: 'Title',
  AS02: 'Title',
  SU01: 'Returns',
  SU02: 'Usages',
  SU03: 'NetRevenue',
  LI01: 'AllocatedAmount',
  SR01: 'Returns',
  SR02: 'Usages',
  SR03: 'Usages',
  SR06: 'Usages',
};

interface RecordShape {
  /** `SU03` of `SU03.02`. */
  readonly base: string;
  readonly at: ReadonlyMap<string, number>;
  /** Cells that a record must have, its type counted. */
  readonly minCells: number;
}

const shapes = new Map<string, RecordShape | undefined>();

/** What cells a record type has; undefined for records that carry nothing we read (they are not an error, Part 1). */
export const shapeOf = (recordType: string): RecordShape | undefined => {
  if (!shapes.has(recordType)) shapes.set(recordType, build(recordType));
  return shapes.get(recordType);
};

function build(recordType: string): RecordShape | undefined {
  const base = recordType === 'SRHE' ? 'HEAD' : recordType.slice(0, 4);
  const versions = Object.keys(CELLS).filter((known) => known.slice(0, 4) === base);
  // the newest that is not newer than the record; a bare code is the first version
  const found = versions.filter((known) => known <= recordType || known === base).at(-1);
  const cells = found === undefined ? undefined : CELLS[found];
  if (cells === undefined) return undefined;
  const at = new Map(cells.split(' ').map((cell, i) => [cell, i + 1]));
  return { base, at, minCells: (at.get(LAST_MANDATORY[base] ?? '') ?? 1) + 1 };
}

/** One record with its cells by name; a cell that isn't there is blank. */
export interface DsrRecord {
  readonly line: number;
  readonly raw: string;
  readonly type: string;
  readonly base: string;
  readonly tooShort: string | null;
  cell(name: string): string;
}

/** Cuts a line at tabs (an escaped tab, `\` + tab, belongs to its cell; Part 1) and names the cells. */
export const readRecord = (raw: string, line: number): DsrRecord => {
  const cells = raw.includes('\\\t') ? raw.split(/(?<!\\)\t/) : raw.split('\t');
  const type = cells[0] ?? '';
  const shape = shapeOf(type);
  const cell = (name: string): string => {
    const at = shape?.at.get(name);
    return at === undefined ? '' : (cells[at] ?? '').trim();
  };
  const tooShort =
    shape && cells.length < shape.minCells
      ? `${type} has ${cells.length} cells, at least ${shape.minCells} expected`
      : null;
  return { line, raw, type, base: shape?.base ?? type.slice(0, 4), tooShort, cell };
};
