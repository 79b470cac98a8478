/**
 * The words of a text as a text index keeps them: lower case, without diacritics. There are no stop words and no stemming,
 * which is MongoDB's language `none`.
 */
export const tokensOf = (text: string): string[] => plain(text).match(/[\p{L}\p{N}_]+/gu) ?? [];

/** A text in lower case without diacritics, as words and phrases are compared. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
