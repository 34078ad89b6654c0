import { expect, test } from 'vitest'
import { startPostgres } from '../../../../test-support/postgres.ts'
import { onBothDatabases } from '../../test-support/places.ts'
import { testPassword, type Visitor } from '../../test-support/test-server.ts'
import { codeAt, stepOf } from './totp.ts'

const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
function fromBase32(text: string): Buffer {
  const bits = [...text].map((sign) => signs.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

onBothDatabases('a practice that asks for a second step', startPostgres, (server) => {
  const listOf = async (visitor: Visitor) => (await visitor.send({ method: 'GET', url: '/api/patients' })).status
  const change = ({ call }: Visitor, secondFactor: 'optional' | 'required') =>
    call('changeSignInPolicy', { body: { secondFactor } })

  test('lets nobody who comes with a password alone do more than turn it on, from the next request on', async () => {
    const administrator = await server().signIn('administrator')
    const therapist = await server().signIn('therapist')
    const stranger = await server().signIn('stranger')
    expect(await administrator.call('signInPolicy')).toEqual({ secondFactor: 'optional' })
    expect(await listOf(therapist)).toBe(200)
    expect(await change(administrator, 'required')).toEqual({ secondFactor: 'required' })

    expect(await therapist.call('whoAmI')).toMatchObject({ secondFactorIsMissing: true })
    expect(await listOf(therapist)).toBe(403)
    const { secret } = await therapist.call('beginSecondFactor', { body: { current: testPassword } })
    expect(await listOf(therapist)).toBe(403)
    const code = codeAt(fromBase32(secret), stepOf(server().clock.now()))
    await therapist.call('confirmSecondFactor', { body: { code } })
    expect(await therapist.call('whoAmI')).not.toHaveProperty('secondFactorIsMissing')
    expect(await listOf(therapist)).toBe(200)
    await therapist.call('endSecondFactor', { body: { current: testPassword } })
    expect(await listOf(therapist)).toBe(403)

    // It holds for who asked for it too, and for no other practice.
    expect(await administrator.send({ method: 'GET', url: '/api/accounts' })).toMatchObject({ status: 403 })
    expect(await listOf(stranger)).toBe(200)
  })

  test('is for an administrator to ask, and a manager to see', async () => {
    const colleague = await server().signIn('manager')
    const refused = await colleague.send({
      method: 'POST',
      url: '/api/sign-in-policy',
      headers: { 'content-type': 'application/json' },
      payload: { secondFactor: 'optional' },
    })
    expect(refused.status).toBe(403)
  })
})
