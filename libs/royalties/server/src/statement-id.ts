import { v5 as uuidV5 } from 'uuid';

import type { Sha256, StatementId } from '@max/kernel';

const NAMESPACE = '7b0f4c1e-3a52-4b8e-9b61-5d1f6a2c9e40';

/** The same file has the same id (UUID v5 of its hash), so that it can't come twice. */
export const statementIdOf = (file: Sha256): StatementId => uuidV5(file, NAMESPACE) as StatementId;
