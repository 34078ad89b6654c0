import type { Account, Role } from '@dosis/api'

/** A professional who signed in, with the practice whose patients he may see. */
export interface ProfessionalCaller {
  readonly kind: 'professional'
  readonly practiceId: string
  readonly account: Account
}

/** The phone of one patient; it sees this patient alone. */
export interface PatientCaller {
  readonly kind: 'patient'
  readonly practiceId: string
  readonly patientId: string
}

export type AnyCaller = ProfessionalCaller | PatientCaller

/** What the table of the contract calls somebody. */
export function roleOfCaller(caller: AnyCaller): Role {
  return caller.kind === 'professional' ? caller.account.role : 'patient'
}

/** Who recorded something, as it stands in the record. */
export function nameInRecord(caller: AnyCaller): string {
  return caller.kind === 'professional' ? `account:${caller.account.accountId}` : `patient:${caller.patientId}`
}
