import type { Branded } from '../ids';

/**
 * International Standard Recording Code, ISO 3901:2019, 12 characters without separators: `GBXWZ0800015`.
 * @pattern ^[A-Z]{2}[A-Z0-9]{3}\d{7}$
 */
export type Isrc = Branded<'Isrc'>;

const ISRC = /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/;

/**
 * Reads an ISRC in any case, with or without hyphens and spaces; there is no check digit, and the prefix need not be
 * an ISO country (QM, QZ, GX … are allocated). Answers `undefined` when it is none.
 */
export const parseIsrc = (text: string): Isrc | undefined => {
  const compact = text.replace(/[\s-]/g, '').toUpperCase();
  return ISRC.test(compact) ? (compact as Isrc) : undefined;
};

/** `GB-XWZ-08-00015` */
export const formatIsrc = (isrc: Isrc): string =>
  `${isrc.slice(0, 2)}-${isrc.slice(2, 5)}-${isrc.slice(5, 7)}-${isrc.slice(7)}`;
