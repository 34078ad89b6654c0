import fs from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { drill } from '../../test-support/faults/restore-drill.ts'
import { removeTemplate } from '../db/faults/template.ts'

afterAll(removeTemplate)

const timeout = 300_000

test('the newest backup and an older one become a working practice in a blank folder and on a blank PostgreSQL', {
  timeout,
}, async () => {
  const postgres = await startPostgres({ keepsWrites: true })
  try {
    const { problems, restored, compared, afterBackup } = await drill({ patients: 1, postgres: postgres.url })
    expect(problems).toEqual([])
    expect({ restored, compared, afterBackup }).toEqual({ restored: 4, compared: 6, afterBackup: 1 })
  } finally {
    await postgres.stop()
  }
})

test('the drill finds out a backup that is not the one that was taken', { timeout }, async () => {
  const { problems } = await drill({ patients: 1, spoil: ({ older, newest }) => fs.copyFileSync(older, newest) })
  expect(problems).toEqual([
    'newest to the embedded database: Error: the tables have other digests than when the backup was taken',
  ])
})
