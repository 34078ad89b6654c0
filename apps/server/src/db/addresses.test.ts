import { expect, test } from 'vitest'
import { addressesOf } from './addresses.ts'

test.each([
  'postgres://eva:secret@one:5432/dosis',
  'postgres://eva@one/dosis?sslmode=require',
  'postgres:///dosis?host=/run/postgresql',
])('%s is one server, and stays as it is', (url) => {
  expect(addressesOf(url)).toEqual([url])
})

test('several hosts share user, database and settings', () => {
  expect(addressesOf('postgres://eva:se%2Ccret@one:5432,two:5433/dosis?sslmode=require')).toEqual([
    'postgres://eva:se%2Ccret@one:5432/dosis?sslmode=require',
    'postgres://eva:se%2Ccret@two:5433/dosis?sslmode=require',
  ])
})

test.each([
  ['?target_session_attrs=read-write', ''],
  ['?target_session_attrs=read-write&sslmode=require', '?sslmode=require'],
  ['?sslmode=require&target_session_attrs=read-write', '?sslmode=require'],
])('a server that takes writes is always wanted: %s', (said, kept) => {
  expect(addressesOf(`postgresql://one,two:5433/dosis${said}`)).toEqual([
    `postgresql://one/dosis${kept}`,
    `postgresql://two:5433/dosis${kept}`,
  ])
})
