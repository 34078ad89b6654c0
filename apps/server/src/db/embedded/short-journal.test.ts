import fs from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { copyTemplate, makeScratchFolder, removeTemplate } from '../faults/template.ts'
import { openDatabase } from '../index.ts'

afterAll(removeTemplate)

test('keeps the write-ahead log short while the store stays open', { timeout: 300_000 }, async () => {
  const folder = makeScratchFolder()
  await copyTemplate(folder)
  const store = await openDatabase({ data: folder, now: () => new Date(), log: { info: () => {}, fatal: () => {} } })
  const countSegments = (): number =>
    fs.readdirSync(path.join(folder, 'database', 'pg_wal')).filter((name) => /^[0-9A-F]{24}$/.test(name)).length
  let most = 0
  for (let megabytes = 0; megabytes < 48; megabytes += 2) {
    await store.write((transaction) =>
      sql`select pg_logical_emit_message(true, 'test', repeat('x', 1000000)) from generate_series(1, 2)`.execute(
        transaction,
      ),
    )
    most = Math.max(most, countSegments())
  }
  await store.close()
  fs.rmSync(folder, { recursive: true })
  expect(most).toBeLessThan(32)
})
