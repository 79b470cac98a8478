import { fingerprint, formatVerifierKey, type PackKeys } from '@max/compliance/domain';

/** `README.txt`: for somebody who has nothing but the ZIP. */
export const readmeText = (packId: string, batchId: string, { log, witness }: PackKeys): string => `\
EVIDENCE PACK ${packId}
for payout batch ${batchId}

HOW TO VERIFY
  In a browser, without a network:  open verifier.html and drop the ZIP on it.
  On a command line (Node 20.19 or newer):
      node verifier.mjs pack.zip --key '<key of the log>' --key '<key of the witness>'
  Exit status 0 means that everything holds, 1 that something does not.

  A verifier that came with the pack could have been changed together with it. Take yours from a
  place that you trust, and compare the keys with those that you were given elsewhere:

      log      ${formatVerifierKey(log)}
               fingerprint ${fingerprint(log)}
      witness  ${formatVerifierKey(witness)}
               fingerprint ${fingerprint(witness)}

WHAT IT PROVES
  - nothing in this ZIP was changed, dropped, added or reordered since it was signed;
  - every event stands in the log at its place, under a head that the log signed and a witness with
    a key of its own cosigned;
  - the batch was made by some people and approved by another, with exactly these payments, before
    any money moved;
  - every payment is a line of that batch, its postings balance, and a paid one names its transfer;
  - every credit of the payees in this batch is the sum of their shares, each share follows from the split
    sheet in effect, each group of lines is the sum of its sales lines, and those are the lines booked;
  - no payee was paid more than was credited, less what was paid before.

WHAT IT DOES NOT PROVE
  - that the distributor's report was right: compare the report's SHA-256 (in the event
    royalties.statement-received.v1) with the file that the distributor has;
  - that the bank's account is the payee's: ask the payment provider with the transfer's id;
  - that the log holds nothing else about these people: events that the pack does not need are left
    out. Whoever follows the log's signed heads sees that none of them ever disappears;
  - anything if the log's and the witness's keys are in the same hands and both were misused from the
    very beginning.
  It is no certificate and no legal advice.

FILES
  manifest.json, manifest.note   every file with its SHA-256, and the signature over that list
  events.ndjson                  the events, each with its leaf index and inclusion proof (RFC 6962)
  checkpoint.txt                 the signed head of the log (C2SP checkpoint, cosignature/v1)
  keys.txt                       the keys above
  statements/<id>/               the groups that paid, their sales lines, and the proof to the booked root
  payments.csv, postings.csv, lines.csv   the same as tables
  report.pdf                     the same for reading
`;
