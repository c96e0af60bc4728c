import type { Knex } from 'knex';
import { migrate } from '../database';
import { AuditMirror } from '../audit/AuditMirror';
import { AuditVerifier } from '../audit/AuditVerifier';
import { Sealer } from '../audit/Sealer';
import { SigningKeys } from '../identity/SigningKeys';
import { anAuditor } from './anAuditor';
import { aTrail, anAttempt } from './aTrail';

/** A minute from now: what is there by now may be sealed. */
export const soon = () => new Date(Date.now() + 61_000);

/** An audit on an empty database, with a sealer and somebody who verifies. */
export async function aSealedAudit(knex: Knex) {
  await migrate(knex);
  const auditor = anAuditor();
  const audit = aTrail(knex, auditor);
  const keys = new SigningKeys(knex);
  const mirror = new AuditMirror(auditor.service, audit.logger);
  const sealer = new Sealer({ knex, keys, mirror });
  return {
    ...audit,
    keys,
    sealer,
    /** Batches of finished records, as many records in each as it says. */
    batches: async (...sizes: number[]) => {
      for (const size of sizes) {
        for (let i = 0; i < size; i++) {
          await audit.trail.record(anAttempt(), async () => undefined);
        }
        await sealer.seal(soon());
      }
    },
    seals: () => knex('audit_seals').orderBy('number'),
    verify: (anchors: [number, string][] = [], keepDays = 400) =>
      new AuditVerifier({
        knex,
        keepDays,
        anchors: new Map(anchors),
      }).verify(),
  };
}
