import { dictionary } from '@zxcvbn-ts/language-common'
import { badInput } from '../http/refused.ts'

export const passwordShortest = 8
export const passwordLongest = 200

/** Passwords that are tried first, of those that are long enough; about eighteen thousand, most common first. */
export const commonPasswords: ReadonlySet<string> = new Set(
  dictionary['passwords-common'].filter((password) => [...password].length >= passwordShortest),
)

/**
 * A password may be anything that is long enough and that others do not use; signs of every kind are asked of nobody
 * (NIST SP 800-63B, ASVS 6.2). It is taken as it was typed.
 * @throws {Refused} 400, with what is wrong under `next`
 */
export function requireGoodPassword(password: string, login: string): void {
  const length = [...password].length
  if (length < passwordShortest) throw wrong(`needs at least ${passwordShortest} characters`)
  if (length > passwordLongest) throw wrong(`needs at most ${passwordLongest} characters`)
  if (commonPasswords.has(password.toLowerCase())) throw wrong('is one of the most used passwords')
  if (password.toLowerCase() === login) throw wrong('is the login')
}

function wrong(message: string): Error {
  return badInput([{ path: 'next', message }])
}
