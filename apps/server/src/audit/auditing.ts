import { AsyncLocalStorage } from 'node:async_hooks'
import type { ProfessionalRole } from '@dosis/api'
import type { AuditActor, AuditOutcome, AuditPurpose, AuditStatement } from '@dosis/domain'
import type { Transaction } from 'kysely'
import { type AnyCaller, nameInRecord } from '../auth/caller.ts'
import { type Database, inPractice, type Store } from '../db/index.ts'
import { type Relation, relationInLog } from '../relation/relation.ts'
import { appendAuditEntry, nobodysPractice } from './audit-entry.ts'
import { originOfEntries } from './origin.ts'

/** What the entry of a request holds from the start. */
type Stated = Pick<AuditStatement, 'event' | 'action' | 'address' | 'traceId'>

/** A check that a request went through; the relation names what it rests on. */
export type CheckName = 'origin' | 'session' | 'role' | 'relation'

/** What is known of the running request, and whether its entry has been written. */
export class Auditing {
  #caller: AnyCaller | null
  #patientId: string | null
  #objectId: string | null = null
  #detail: string | null = null
  #practiceId: string = nobodysPractice
  #isWritten = false
  #relation: Relation | undefined
  readonly #checks = new Map<CheckName, string>([['origin', 'passed']])
  readonly #stated: Stated

  constructor(stated: Stated, caller: AnyCaller | null, patientId: string | null) {
    this.#stated = stated
    this.#caller = caller
    this.#patientId = patientId
    if (caller !== null) this.checked('session')
  }

  /** On what the access rests; undefined where no relation is asked for. */
  get relation(): Relation | undefined {
    return this.#relation
  }

  restsOn(relation: Relation): void {
    this.#relation = relation
    this.checked('relation', relation.kind === 'none' ? 'refused' : 'passed')
  }

  get isWritten(): boolean {
    return this.#isWritten
  }

  /** In whose log it comes to stand. */
  get practiceId(): string {
    return this.#caller?.practiceId ?? this.#practiceId
  }

  /** Who it turned out to be, where that is known only after the request came in. */
  by(caller: AnyCaller): void {
    this.#caller = caller
  }

  /** Whom and what it is about, where the address does not say. */
  about({ patientId, objectId, detail }: { patientId?: string; objectId?: string; detail?: string }): void {
    this.#patientId = patientId ?? this.#patientId
    this.#objectId = objectId ?? this.#objectId
    this.#detail = detail ?? this.#detail
  }

  checked(name: CheckName, outcome: 'passed' | 'refused' = 'passed'): void {
    this.#checks.set(name, outcome)
  }

  /** The practice in which somebody tried to sign in. */
  at(practiceId: string): void {
    this.#practiceId = practiceId
  }

  async write(transaction: Transaction<Database>, now: Date, outcome: AuditOutcome): Promise<void> {
    const caller = this.#caller
    await appendAuditEntry(transaction, {
      ...this.#stated,
      ...originOfEntries,
      practiceId: this.practiceId,
      occurredAt: now.toISOString(),
      outcome,
      purpose: purposeOf(caller, this.#relation),
      actor: actorOf(caller),
      patientId: caller?.kind === 'patient' ? caller.patientId : this.#patientId,
      objectId: this.#objectId,
      detail: this.#detail,
      relation: this.#relation === undefined ? null : relationInLog(this.#relation),
      checks: [...this.#checks].map((check) => check.join(' ')).join(', '),
    })
  }

  /** It stands in the log, or there is nothing that has to stand there. */
  done(): void {
    this.#isWritten = true
  }
}

/** Others see to the work of the practice. */
const treatingRoles: ReadonlySet<ProfessionalRole> = new Set(['therapist', 'physician', 'assistant'])

function purposeOf(caller: AnyCaller | null, relation: Relation | undefined): AuditPurpose {
  if (caller === null) return 'none'
  if (caller.kind === 'patient') return 'PATRQT'
  if (relation?.kind === 'outside' && relation.reason === 'emergency') return 'ETREAT'
  return treatingRoles.has(caller.account.role) ? 'TREAT' : 'HOPERAT'
}

function actorOf(caller: AnyCaller | null): AuditActor {
  if (caller === null) return { kind: 'nobody', id: null, name: null, role: null }
  if (caller.kind === 'patient') return { kind: 'patient', id: nameInRecord(caller), name: null, role: 'patient' }
  const { displayName, role } = caller.account
  return { kind: 'professional', id: nameInRecord(caller), name: displayName, role }
}

const running = new AsyncLocalStorage<Auditing>()

/** The entry of the running request; undefined outside one, as when the demo practice is loaded. */
export function auditing(): Auditing | undefined {
  return running.getStore()
}

/** Runs what answers a request, so that all it writes is written together with its entry. */
export async function withAudit<Answer>(
  store: Store,
  entry: Auditing,
  outcomeOf: (error: unknown) => AuditOutcome | null,
  work: () => Promise<Answer>,
): Promise<Answer> {
  return running.run(entry, async () => {
    try {
      const answer = await work()
      // Nothing was written, so it was read: nobody sees it before it stands in the log.
      if (!entry.isWritten) await writeAlone(store, entry, 0)
      return answer
    } catch (error) {
      const outcome = outcomeOf(error)
      if (outcome !== null && !entry.isWritten) await writeAlone(store, entry, outcome)
      throw error
    }
  })
}

async function writeAlone(store: Store, entry: Auditing, outcome: AuditOutcome): Promise<void> {
  await inPractice(entry.practiceId, () =>
    store.write((transaction) => entry.write(transaction, store.now(), outcome), 'entry'),
  )
}

/** A store whose first write within a request takes the entry of that request along, in the same transaction. */
export function audited(store: Store): Store {
  return {
    ...store,
    write: async (work, size) => {
      const entry = auditing()
      if (entry === undefined || entry.isWritten) return store.write(work, size)
      const answer = await store.write(async (transaction) => {
        const done = await work(transaction)
        await entry.write(transaction, store.now(), 0)
        return done
      }, size)
      entry.done()
      return answer
    },
  }
}
