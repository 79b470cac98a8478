import type { ComplianceEvent } from '@max/compliance/contracts';
import type { AuditLogRead, EvidencePackEvent, PackBuildingEvent } from '@max/compliance/domain';

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Does not compile when the events that the domain decides are not those that the contracts promise. */
export const eventsMatch: Same<ComplianceEvent, EvidencePackEvent | PackBuildingEvent | AuditLogRead> = true;
