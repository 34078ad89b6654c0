import pg from 'pg'
import { expect, test } from 'vitest'
import { startPostgres } from './postgres.ts'

test('starts an empty PostgreSQL that keeps what it is told, and leaves nothing after it stops', async () => {
  const postgres = await startPostgres()
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await client.query('create table word (nl text)')
  await client.query('insert into word values ($1)', ['therapietrouw ⩾ 80 %'])
  const { rows } = await client.query('select nl from word')
  await client.end()
  await postgres.stop()

  expect(rows).toEqual([{ nl: 'therapietrouw ⩾ 80 %' }])
  await expect(new pg.Client({ connectionString: postgres.url }).connect()).rejects.toThrow('ECONNREFUSED')
})
