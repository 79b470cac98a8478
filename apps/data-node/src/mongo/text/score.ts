import { type Document } from '../bson/values.js';
import { valuesAt } from '../query/paths.js';
import { type TextSearch } from './search.js';
import { plain, tokensOf } from './tokens.js';

/** The weights of the fields of a text index. */
export type Weights = Readonly<Record<string, number>>;

/** The texts of a document that a text index covers, with the weight of their field. */
export const textsOf = (document: Document, weights: Weights): { text: string; weight: number }[] =>
  Object.entries(weights).flatMap(([path, weight]) =>
    valuesAt(document, path)
      .flat()
      .filter((value) => typeof value === 'string')
      .map((text) => ({ text, weight })),
  );

/**
 * How well a document meets a search (`{ $meta: 'textScore' }`), by MongoDB's formula (`FTSSpec::_scoreStringV2`);
 * undefined if it doesn't.
 */
export const textScore = (document: Document, weights: Weights, search: TextSearch): number | undefined => {
  const texts = textsOf(document, weights);
  const plains = texts.map(({ text }) => plain(text));
  const contains = (phrase: string): boolean => plains.some((text) => text.includes(phrase));
  if (!search.phrases.every(contains) || search.withoutPhrases.some(contains)) return undefined;
  const scores = new Map<string, number>();
  for (const { text, weight } of texts) {
    for (const [word, score] of scoresIn(text)) scores.set(word, (scores.get(word) ?? 0) + weight * score);
  }
  if (search.without.some((word) => scores.has(word))) return undefined;
  const total = search.words.reduce((sum, word) => sum + (scores.get(word) ?? 0), 0);
  return total > 0 ? total : undefined;
};

/** Each repetition of a word counts half of the one before; a word that is the whole text counts a tenth more. */
const scoresIn = (text: string): Map<string, number> => {
  const words = tokensOf(text);
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const whole = plain(text);
  return new Map(
    [...counts].map(([word, count]) => {
      const frequency = 2 - 2 ** (1 - count);
      const share = 0.5 + (0.5 * count) / words.length;
      return [word, frequency * share * (whole === word ? 1.1 : 1)];
    }),
  );
};
