import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * Files of tests that take longest, the longest first. A run that begins with them never ends with one core waiting for
 * the other; a file that is not named here starts later, and nothing else depends on this list.
 */
const longest = [
  'apps/cli/src/second-engine.test.ts',
  'e2e/screens.test.ts',
  'e2e/patient-screens-in-english.test.ts',
  'e2e/patient-screens-in-dutch.test.ts',
  'knowledge/constraints/for-any-person.test.ts',
  'e2e/access.test.ts',
  'apps/server/src/db/power-cut.test.ts',
  'apps/server/src/server-kill.test.ts',
  'e2e/patient-programmes.test.ts',
  'apps/server/src/upgrade.test.ts',
  'apps/server/src/patient/erase-patient.test.ts',
  'apps/server/src/http/fuzz.test.ts',
  'apps/server/src/backup/drill.test.ts',
  'apps/server/src/deliveries.test.ts',
  'knowledge/cases/properties.test.ts',
  'apps/server/src/db/migrations/migrations.test.ts',
  'apps/server/src/backup/running.test.ts',
  'e2e/back-pain-chain.test.ts',
  'e2e/accounts.test.ts',
  'e2e/osteoporosis-heart-failure.test.ts',
  'e2e/passkeys.test.ts',
  'apps/server/src/start.test.ts',
  'apps/server/src/http/access-matrix.test.ts',
  'apps/server/src/db/kill.test.ts',
  'apps/server/src/audit/audit-of.test.ts',
  'apps/cli/src/commands/knowledge-diff.test.ts',
  'apps/server/src/db/bit-flip.test.ts',
  'apps/server/src/http/full-disk.test.ts',
  'apps/server/src/demo/demo.test.ts',
  'apps/server/src/backup/backup.test.ts',
  'apps/server/src/failover.test.ts',
  'apps/server/src/db/obstacles.test.ts',
  'knowledge/src/check/broken-copies.test.ts',
  'knowledge/progressions/for-any-course.test.ts',
]

const placeOf = ({ moduleId }: TestSpecification): number => {
  const place = longest.findIndex((name) => moduleId.endsWith(`/${name}`))
  return place === -1 ? longest.length : place
}

/** The order of vitest, with the longest files first. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((left, right) => placeOf(left) - placeOf(right))
  }
}
