import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hashInputs } from './build-apps.mjs'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dosis-build-'))
  write('package-lock.json', '{}')
  write('packages/ui/src/Button.tsx', 'one')
  write('apps/clinic/src/main.tsx', 'two')
  write('knowledge/conditions/knee.yaml', 'three')
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

test.each([
  'apps/clinic/src/main.tsx',
  'apps/clinic/src/new.css',
  'packages/ui/src/Button.tsx',
  'packages/ui/package.json',
  'knowledge/conditions/knee.yaml',
  'package-lock.json',
])('a change of %s asks for a build', (path) => {
  const before = hashInputs(root, 'clinic')
  write(path, 'changed')
  expect(hashInputs(root, 'clinic')).not.toBe(before)
})

test.each([
  'apps/patient/src/main.tsx',
  'apps/clinic/dist/index.html',
  'apps/clinic/node_modules/vite/index.js',
  'packages/ui/src/Button.test.tsx',
  'apps/server/src/index.ts',
])('a change of %s does not', (path) => {
  const before = hashInputs(root, 'clinic')
  write(path, 'changed')
  expect(hashInputs(root, 'clinic')).toBe(before)
})
