import { expect, test } from 'vitest'
import { fitsPassword, hashPassword } from './password.ts'

test('hashes with argon2id, 19 MiB and two passes, each time with other salt', async () => {
  const [first, second] = await Promise.all([hashPassword('the same'), hashPassword('the same')])
  expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(second).not.toBe(first)
  expect(await fitsPassword(first, 'the same')).toBe(true)
  expect(await fitsPassword(first, 'the same ')).toBe(false)
})

test('takes passwords of any length and script whole', async () => {
  const long = 'ë'.repeat(400)
  const stored = await hashPassword(long)
  expect(await fitsPassword(stored, long)).toBe(true)
  expect(await fitsPassword(stored, long.slice(0, -1))).toBe(false)
})

test('does the same work for an unknown login as for a wrong password', async () => {
  const stored = await hashPassword('right')
  /** Of this process, all its threads: a busy machine does not count. */
  const workOf = async (passwordHash: string | undefined): Promise<number> => {
    const before = process.cpuUsage()
    expect(await fitsPassword(passwordHash, 'a guess')).toBe(false)
    return process.cpuUsage(before).user
  }
  await workOf(undefined)
  const unknown: number[] = []
  const wrong: number[] = []
  for (let round = 0; round < 8; round += 1) {
    unknown.push(await workOf(undefined))
    wrong.push(await workOf(stored))
  }
  // Without a hash to compare with, the work would be a hundredth.
  expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...wrong) / 3)
})
