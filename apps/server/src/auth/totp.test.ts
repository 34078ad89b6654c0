import { expect, test } from 'vitest'
import { codeAt, stepOf, stepOfCode, toBase32, totpUri } from './totp.ts'

const secret = Buffer.from('12345678901234567890')

// RFC 6238, appendix B, SHA-1; its codes of eight digits end in ours of six.
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at second %i the code is that of RFC 6238: %s', (second, code) => {
  expect(codeAt(secret, stepOf(new Date(second * 1000)))).toBe(code)
})

// RFC 4648, section 10, without padding.
test.each([
  ['', ''],
  ['f', 'MY'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of "%s" is "%s"', (text, base32) => {
  expect(toBase32(Buffer.from(text))).toBe(base32)
})

test.each([
  [-2, false],
  [-1, true],
  [0, true],
  [1, true],
  [2, false],
])('the code of %i steps away fits: %s', (away, fits) => {
  const at = new Date('2026-05-04T09:00:00.000Z')
  const step = stepOf(at) + away
  expect(stepOfCode(secret, codeAt(secret, step), at)).toBe(fits ? step : null)
})

test.each(['', '12345', '1234567', '12345a', ' 287082'])('"%s" is no code', (code) => {
  expect(stepOfCode(secret, code, new Date(59_000))).toBeNull()
})

test('names the practice and the login for the app that makes codes', () => {
  expect(totpUri(secret, 'eva', 'Praktijk & Co')).toBe(
    'otpauth://totp/Praktijk%20%26%20Co:eva?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Praktijk%20%26%20Co',
  )
})
