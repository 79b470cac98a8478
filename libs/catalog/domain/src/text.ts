/** As names and titles are kept: composed characters (NFC), single spaces, none around. */
export const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** As they are compared and searched: lower case, compatibility forms unified, accents dropped. `Beyoncé` is `beyonce`. */
export const folded = (text: string): string =>
  tidy(text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().normalize('NFKC'));
