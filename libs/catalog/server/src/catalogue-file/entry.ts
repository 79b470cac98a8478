import { artistIdOf, tidy } from '@max/catalog/domain';
import { parseGtin, parseIsrc, type Gtin, type Isrc } from '@max/kernel';

import type { Column } from './columns';

/** One line of a catalogue, checked. */
export interface Entry {
  readonly artistName: string;
  readonly artistId: string;
  readonly release: {
    readonly upc: Gtin;
    readonly details: { readonly title: string; readonly label: string | null; readonly releaseDate: string | null };
  } | null;
  readonly isrc: Isrc;
  readonly title: string;
  readonly version: string | null;
  readonly durationSeconds: number | null;
}

export class BadCell extends Error {
  constructor(
    readonly column: Column,
    readonly reason: string,
  ) {
    super(`${column}: ${reason}`);
  }
}

const LONGEST_TEXT = 500;
const LONGEST_TRACK_SECONDS = 24 * 60 * 60;

type Row = Readonly<Record<Column, string>>;

const optional = (row: Row, column: Column): string | null => {
  const text = tidy(row[column]);
  if (text.length > LONGEST_TEXT) throw new BadCell(column, `longer than ${LONGEST_TEXT} characters`);
  if (/\p{Cc}|\uFFFD/u.test(text)) throw new BadCell(column, 'holds a character that can not be shown');
  return text === '' ? null : text;
};

const required = (row: Row, column: Column): string => {
  const text = optional(row, column);
  if (text === null) throw new BadCell(column, 'missing');
  return text;
};

const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

const date = (row: Row): string | null => {
  const text = optional(row, 'release_date');
  if (text === null) return null;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (!day || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
    throw new BadCell('release_date', `not a date as YYYY-MM-DD: ${shown(text)}`);
  }
  return text;
};

const seconds = (row: Row): number | null => {
  const text = optional(row, 'duration_seconds');
  if (text === null) return null;
  const value = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(value >= 1 && value <= LONGEST_TRACK_SECONDS)) {
    throw new BadCell('duration_seconds', `not a whole number of seconds up to a day: ${shown(text)}`);
  }
  return value;
};

const release = (row: Row): Entry['release'] => {
  const text = optional(row, 'upc');
  const title = optional(row, 'release_title');
  if (text === null && title === null) return null;
  if (text === null) throw new BadCell('upc', 'missing, though the line names a release');
  const upc = parseGtin(text);
  if (!upc) throw new BadCell('upc', `not a UPC or EAN (8, 12, 13 or 14 digits with a check digit): ${shown(text)}`);
  return {
    upc,
    details: { title: required(row, 'release_title'), label: optional(row, 'label'), releaseDate: date(row) },
  };
};

/** @throws BadCell at the first cell that is wrong */
export const readEntry = (row: Row): Entry => {
  const artistName = required(row, 'artist');
  const isrcText = required(row, 'isrc');
  const isrc = parseIsrc(isrcText);
  if (!isrc) throw new BadCell('isrc', `not an ISRC (12 characters, ISO 3901): ${shown(isrcText)}`);
  return {
    artistName,
    artistId: artistIdOf(artistName),
    release: release(row),
    isrc,
    title: required(row, 'track_title'),
    version: optional(row, 'version'),
    durationSeconds: seconds(row),
  };
};
