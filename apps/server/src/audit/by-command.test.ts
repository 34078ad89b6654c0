import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { newPatient, runningPatient } from '../../test-support/patients.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { manageAccountsBy } from '../auth/manage-accounts-by.ts'
import { auditBackup } from '../backup/audit-backup.ts'
import { exportPatientBy } from '../patient/export-patient.ts'
import { auditEntries, nobodysPractice, verifyAudit } from './audit-entry.ts'
import { everyPractice, withCommandAudit } from './by-command.ts'
import { thisOperator } from './operator.ts'

onBothDatabases('commands in the log', startPostgres, (server) => {
  const operator = thisOperator()
  const database = () => server().database
  const lastOf = async (practiceId: string) => {
    const [entry] = await auditEntries(database().db, practiceId, { limit: 1 })
    return entry
  }
  const by = {
    actor: { kind: 'command', id: `os:${operator.account}`, name: operator.account, role: 'operator' },
    address: hostname(),
    purpose: 'HOPERAT',
    traceId: operator.traceId,
  }
  const eva = {
    action: 'add',
    login: 'eva',
    displayName: 'Eva',
    role: 'therapist',
    practiceName: 'Practice second',
  } as const

  test('an account that is added, changed or ended stands in the log of its practice, under who ran the command', async () => {
    const { accounts } = await manageAccountsBy(operator, database(), eva)
    const accountId = accounts.find(({ login }) => login === 'eva')?.accountId
    const about = { ...by, event: 'account.manage', objectId: `account:${accountId}`, outcome: 0 }
    expect(await lastOf('second')).toMatchObject({ ...about, action: 'C', detail: 'add' })
    await manageAccountsBy(operator, database(), { action: 'end', login: 'eva' })
    expect(await lastOf('second')).toMatchObject({ ...about, action: 'U', detail: 'end' })
    await manageAccountsBy(operator, database(), { action: 'list' })
    expect(await lastOf('first')).toMatchObject({ ...by, event: 'account.list', action: 'R' })
    expect(await lastOf('second')).toMatchObject({ ...by, event: 'account.list', action: 'R' })
  })

  test('what is refused stands there too, and what nobody owns stands apart', async () => {
    await expect(manageAccountsBy(operator, database(), eva)).rejects.toThrow('already')
    expect(await lastOf('second')).toMatchObject({ ...by, event: 'account.manage', outcome: 4 })
    await expect(manageAccountsBy(operator, database(), { action: 'end', login: 'nobody' })).rejects.toThrow('Nobody')
    expect(await lastOf(nobodysPractice)).toMatchObject({ ...by, event: 'account.manage', outcome: 4, objectId: null })
  })

  test('an export of a patient stands in the log that the patient sees; of an unknown id nothing but that it was asked', async () => {
    const therapist = await server().signIn()
    const patientId = await newPatient(therapist.call, 'Exported Test')
    expect(await exportPatientBy(operator, database(), patientId)).toHaveLength(1)
    expect(await lastOf('first')).toMatchObject({ ...by, event: 'patient.export', action: 'R', patientId })
    expect(await exportPatientBy(operator, database(), 'no-such-patient')).toEqual([])
    expect(await lastOf(nobodysPractice)).toMatchObject({ ...by, event: 'patient.export', outcome: 0 })
  })

  test('a backup stands in every log, and does not leave when the log cannot be written', async () => {
    await auditBackup(database(), operator)
    for (const practice of ['first', 'second']) {
      expect(await lastOf(practice)).toMatchObject({ ...by, event: 'backup.write', action: 'R', patientId: null })
    }
    const broken = { ...database(), write: () => Promise.reject(new Error('disk full')) }
    await expect(auditBackup(broken, operator)).rejects.toThrow('disk full')
  })

  test('what a command writes and its entry are one transaction: neither is there without the other', async () => {
    const { patientId } = await runningPatient((await server().signIn()).call, server().clock.today, 'One Test')
    const statement = { operator, event: 'store.verify', action: 'E', concerns: everyPractice } as const
    const before = await lastOf('first')
    const failing = withCommandAudit(database(), { ...statement, patientId }, (store) =>
      store.write(async (transaction) => {
        await transaction.updateTable('session').set({ revoked_at: store.now() }).execute()
        throw new Error('fell')
      }),
    )
    await expect(failing).rejects.toThrow('fell')
    const after = await lastOf('first')
    expect(after).toMatchObject({ ...by, outcome: 8, sequence: (before?.sequence ?? 0) + 1 })
    expect(
      await database().db.selectFrom('session').select('revoked_at').where('revoked_at', 'is not', null).execute(),
    ).toEqual([])
    expect((await verifyAudit(database().db)).problems).toEqual([])
  })
})
