/** An ISRC under `XM`, a code that ISO 3166 leaves to its users: it can't be anybody's real recording. */
export const isrcOf = (number, registrant = 'XMBX1', year = '24') =>
  `${registrant}${year}${String(number).padStart(5, '0')}`;

/** A UPC-A under number system 4 (local use), with the GS1 check digit: it can't be anybody's real release. */
export const upcOf = (number) => {
  const digits = `4${String(number).padStart(10, '0')}`;
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
};

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A DDEX party id with its check character (ISO 7064 mod 37,36). */
export const dpidOf = (number) => {
  const body = `PADPIDA${String(number).padStart(10, '0')}`;
  let check = 36;
  for (const character of body) {
    check = (check + ALPHABET.indexOf(character)) % 36 || 36;
    check = (check * 2) % 37;
  }
  return `${body}${ALPHABET[(37 - check) % 36]}`;
};
