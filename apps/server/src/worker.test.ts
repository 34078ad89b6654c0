import { expect, test } from 'vitest'
import { startPostgres } from '../../../test-support/postgres.ts'
import { startWorker } from './worker.ts'

test('a worker says that it is well and counts jobs, and stops when it is asked to', async () => {
  const postgres = await startPostgres({ keepsWrites: true })
  try {
    const said: string[] = []
    const worker = await startWorker({ data: '', url: postgres.url, metricsPort: 0, say: (line) => said.push(line) })
    expect(said).toContain('Worker     ready')
    const metrics = worker.metricsUrl ?? ''
    expect((await fetch(metrics.replace('/metrics', '/readyz'))).status).toBe(200)
    const text = await (await fetch(metrics)).text()
    expect(text).toContain('dosis_jobs{kind="urgent",state="waiting"} 0')
    expect(text).toContain('dosis_database_up 1')
    await worker.stop()
    await expect(fetch(metrics)).rejects.toThrow('fetch failed')
  } finally {
    await postgres.stop()
  }
})

test('there is no worker beside the embedded database, and why stands in the refusal', async () => {
  await expect(startWorker({ data: '/nowhere' })).rejects.toThrow(
    'on the embedded one dosis start does the jobs itself',
  )
})
