export { inPractice } from './confined/practice-scope.ts'
export type { Database, PlanVersionStatus } from './database.ts'
export { MissingHookError } from './embedded/durable-file-system.ts'
export { FolderInUseError, UnusableFolderError } from './embedded/folder-lock.ts'
export { LostWritesError } from './embedded/last-acknowledged.ts'
export { NoRoomError } from './embedded/room.ts'
export { UnsafeStoreError } from './embedded/sync-barrier.ts'
export { sha256, storableJson } from './hash.ts'
export { type DatabasePlace, type OpenOptions, openDatabase } from './open-database.ts'
export { goBack, type Lost, migrationNamed, WayBackError } from './migrations/go-back.ts'
export { MigrationError, migrationNames, NewerDatabaseError } from './migrations/migrate.ts'
export { OverpoweredLoginError, UnsafeServerError } from './postgres.ts'
export { type ClinicalRecord, openRecord } from './record.ts'
export { ConflictError, DamagedRecordError, MissingRecordError } from './record/conflict.ts'
export {
  type Decision,
  type KnowledgeSnapshot,
  type StoredDecision,
  storeDecision,
  storeKnowledgeVersion,
} from './record/decisions.ts'
export { appendEvents, contentHashOf, type EventStatement, type StoredEvent } from './record/events.ts'
export {
  type PatientDetails,
  type StoredPatientDetails,
  storePatientDetails,
  storePractice,
} from './record/patients.ts'
export { confirmPlan, type PlanVersion, type StoredPlanVersion, storePlanVersion } from './record/plans.ts'
export { confined, type Log, type Store, type StoreKind } from './store.ts'
export { ReadOnlyServerError, ReplacedPrimaryError } from './timeline.ts'
export { type StoreProblem, type StoreVerification, verifyStore } from './verify-store.ts'
