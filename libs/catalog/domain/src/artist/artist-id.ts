import { v5 as uuidV5 } from 'uuid';

import { tidy } from '../text';

/** Namespace of artists' ids; never to be changed, since ids are derived from it. */
const ARTISTS = '5f6a6f0e-3d0b-5a0e-9d2f-6f1c2f1a7c11';

/** The same name in any case and spacing is the same artist (UUID v5); accents make another. */
export const artistIdOf = (name: string): string => uuidV5(tidy(name.normalize('NFKC')).toLowerCase(), ARTISTS);
