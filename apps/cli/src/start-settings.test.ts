import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { BadInput } from './bad-input.ts'
import { startSettings } from './start-settings.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'dosis-settings-'))
afterAll(() => rmSync(folder, { recursive: true }))
const fileWith = (text: string) => {
  const file = path.join(folder, 'dosis.yaml')
  writeFileSync(file, text)
  return file
}
const refusal = (given: Partial<Parameters<typeof startSettings>[0]>) => {
  try {
    startSettings({ flags: {}, environment: {}, ...given })
    return []
  } catch (error) {
    if (error instanceof BadInput) return error.lines
    throw error
  }
}

describe('the settings of a server', () => {
  test('without anything said it runs for this machine alone, on the embedded database', () => {
    const { settings, origins } = startSettings({ flags: {}, environment: {} })
    expect(settings).toEqual({
      port: 8080,
      host: '127.0.0.1',
      data: '.dosis/data',
      demo: false,
      https: false,
      timeZone: 'Europe/Amsterdam',
      jobs: true,
      jobsEvery: 30,
      escalateAfter: 4,
      remindAfter: 7,
      log: 'warn',
    })
    expect(new Set(Object.values(origins))).toEqual(new Set(['default']))
  })

  test('a flag goes before the environment, that before the file, and that before the default', () => {
    const config = fileWith('port: 1\nhost: from-file\nlog: info\nhttps: true\n')
    const environment = { DOSIS_PORT: '2', DOSIS_HOST: 'from-environment', DOSIS_METRICS_PORT: '9' }
    const { settings, origins } = startSettings({ flags: { port: '3', config }, environment })
    expect(settings).toMatchObject({ port: 3, host: 'from-environment', log: 'info', https: true, metricsPort: 9 })
    expect(origins).toMatchObject({ port: 'flag', host: 'environment', log: 'file', data: 'default' })
  })

  test('the environment may name the file, PORT is the port, and an empty variable counts as none', () => {
    const environment = { DOSIS_CONFIG: fileWith('demo: true'), PORT: '81', DOSIS_HOST: '', DOSIS_DEMO: '' }
    const { settings } = startSettings({ flags: {}, environment })
    expect(settings).toMatchObject({ port: 81, host: '127.0.0.1', demo: true })
  })

  test('a folder that is named closer by goes before a database that is set farther away', () => {
    const environment = { DOSIS_DATABASE: 'postgres://user@localhost/dosis', DOSIS_DATA: 'there' }
    expect(startSettings({ flags: {}, environment }).settings.database).toBe(environment.DOSIS_DATABASE)
    expect(startSettings({ flags: { data: 'here' }, environment }).settings).not.toHaveProperty('database')
  })
})

describe('a setting that cannot be used is refused by the name under which it was given', () => {
  test.each([
    [{ flags: { port: '65536' } }, '--port: needs a port from 0 to 65535, got 65536'],
    [{ flags: { port: '-1' } }, '--port: needs a port from 0 to 65535, got -1'],
    [{ environment: { DOSIS_METRICS_PORT: 'x' } }, 'DOSIS_METRICS_PORT: needs a port from 0 to 65535, got x'],
    [{ environment: { DOSIS_HTTPS: 'yes' } }, 'DOSIS_HTTPS: needs true or false'],
    [{ environment: { DOSIS_LOG: 'loud' } }, 'DOSIS_LOG: needs one of fatal, error, warn, info, debug'],
    [
      { environment: { DOSIS_TIME_ZONE: 'Mars/Olympus' } },
      'DOSIS_TIME_ZONE: needs a time zone such as Europe/Amsterdam',
    ],
  ])('%j', (given, line) => {
    expect(refusal(given)).toEqual([line])
  })

  test('the login that answers requests goes with the database of the owner, and is refused alone', () => {
    const appDatabase = 'postgres://requests@localhost/dosis'
    const both = { DOSIS_DATABASE: 'postgres://owner@localhost/dosis', DOSIS_APP_DATABASE: appDatabase }
    expect(startSettings({ flags: {}, environment: both }).settings).toMatchObject({ appDatabase })
    expect(startSettings({ flags: { data: 'here' }, environment: both }).settings).not.toHaveProperty('appDatabase')
    expect(() => startSettings({ flags: { 'app-database': appDatabase }, environment: {} })).toThrow(
      /^--app-database: needs the database of the owner as well/,
    )
  })

  test('the address of a database is not printed: it may hold a password', () => {
    const lines = refusal({ environment: { DOSIS_DATABASE: 'mysql://user:secret@host/db' } })
    expect(lines).toEqual([expect.stringContaining('DOSIS_DATABASE: needs the address of a PostgreSQL database')])
    expect(lines.join()).not.toContain('secret')
  })

  test.each([
    ['prot: 1', /dosis\.yaml: prot: unknown key/],
    ['- 1', /dosis\.yaml: needs settings, one a line/],
    ['port: [', /dosis\.yaml: /],
    ['port: 8080\nlog: 3', /dosis\.yaml: log: needs one of/],
  ])('in a file with %j', (text, line) => {
    expect(refusal({ flags: { config: fileWith(text) } })).toEqual([expect.stringMatching(line)])
  })

  test('a file that is not there', () => {
    const config = path.join(folder, 'nothing.yaml')
    expect(refusal({ flags: { config } })).toEqual([`${config}: cannot be read (ENOENT)`])
  })
})
