import { type Document, isDocument } from '../bson/values.js';
import { badValue, failedToParse } from '../errors.js';
import { plain, tokensOf } from './tokens.js';

/** What `{ $text: { $search } }` asks for. */
export interface TextSearch {
  /** One of these must be there; the words of phrases are among them. */
  readonly words: readonly string[];
  /** All of these must be there. */
  readonly phrases: readonly string[];
  /** None of these may be there. */
  readonly without: readonly string[];
  readonly withoutPhrases: readonly string[];
}

const PART = /(-?)"([^"]*)"|(\S+)/g;

/** Reads words, `"phrases"`, `-words` and `-"phrases"`. Throws naming an option that isn't offered. */
export const parseSearch = (value: unknown): TextSearch => {
  if (!isDocument(value)) throw badValue('$text expects an object');
  checkOptions(value);
  const { $search: text } = value;
  if (typeof text !== 'string') throw failedToParse('Missing expected field "$search"');
  const search = {
    words: [] as string[],
    phrases: [] as string[],
    without: [] as string[],
    withoutPhrases: [] as string[],
  };
  for (const [, minus, phrase, word = ''] of text.matchAll(PART)) {
    if (phrase !== undefined) {
      if (minus) search.withoutPhrases.push(plain(phrase));
      else {
        search.phrases.push(plain(phrase));
        search.words.push(...tokensOf(phrase));
      }
    } else if (word.startsWith('-') && word.length > 1) search.without.push(...tokensOf(word));
    else search.words.push(...tokensOf(word));
  }
  return { ...search, words: [...new Set(search.words)] };
};

const checkOptions = ({ $search: _, $language: language, ...options }: Document): void => {
  if (language !== undefined && language !== 'none') {
    throw badValue(`$text: the language '${String(language)}' is not supported here, only 'none'`);
  }
  for (const [name, wanted] of Object.entries(options)) {
    const known = name === '$caseSensitive' || name === '$diacriticSensitive';
    if (!known) throw badValue(`extra fields in $text: ${name}`);
    if (wanted === true) throw badValue(`$text: the option '${name}' is not supported here`);
  }
};
