import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isInstalled } from './install.mjs'

const locked = {
  '': { version: '1.0.0' },
  'node_modules/react': { version: '19.3.1', integrity: 'sha512-a' },
  'node_modules/for-windows': { version: '2.0.0', integrity: 'sha512-b', optional: true },
  'node_modules/@dosis/domain': { resolved: 'packages/domain', link: true },
}
const { react, windows, domain } = {
  react: locked['node_modules/react'],
  windows: locked['node_modules/for-windows'],
  domain: locked['node_modules/@dosis/domain'],
}

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dosis-install-'))
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: locked }))
})
afterEach(() => rmSync(root, { recursive: true }))

function record(text: string): void {
  mkdirSync(join(root, 'node_modules'))
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), text)
}

describe('a repository is installed', () => {
  test.each([
    [
      'when all is there',
      { 'node_modules/react': react, 'node_modules/@dosis/domain': domain, 'node_modules/for-windows': windows },
    ],
    ['without a package for another system', { 'node_modules/react': react, 'node_modules/@dosis/domain': domain }],
  ])('%s', (_, packages) => {
    record(JSON.stringify({ packages }))
    expect(isInstalled(root)).toBe(true)
  })
})

describe('a repository is not installed', () => {
  test('in a fresh clone', () => {
    expect(isInstalled(root)).toBe(false)
  })

  test('after an installation that broke off while it wrote its record', () => {
    record('{ "packages": { "node_mod')
    expect(isInstalled(root)).toBe(false)
  })

  test.each([
    [
      'with a package of another version',
      { 'node_modules/react': { ...react, version: '19.3.0' }, 'node_modules/@dosis/domain': domain },
    ],
    [
      'with other contents',
      { 'node_modules/react': { ...react, integrity: 'sha512-x' }, 'node_modules/@dosis/domain': domain },
    ],
    ['with a package missing', { 'node_modules/@dosis/domain': domain }],
    [
      'with a package too many',
      {
        'node_modules/react': react,
        'node_modules/@dosis/domain': domain,
        'node_modules/left-over': { version: '1.0.0' },
      },
    ],
  ])('%s', (_, packages) => {
    record(JSON.stringify({ packages }))
    expect(isInstalled(root)).toBe(false)
  })
})
