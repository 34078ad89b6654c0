import type { Problem } from '@dosis/domain'

/**
 * The request cannot be done, and the caller can read why. The one kind of error that features throw at callers;
 * its texts never hold what a patient or a professional entered.
 */
export class Refused extends Error {
  readonly status: number
  readonly problems: readonly Problem[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    title: string,
    problems: readonly Problem[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(title)
    this.name = 'Refused'
    this.status = status
    this.problems = problems
    this.headers = headers
  }
}

export function badInput(problems: readonly Problem[]): Refused {
  return new Refused(400, 'The input cannot be used', problems)
}

export function signInNeeded(): Refused {
  return new Refused(401, 'Sign in first')
}

export function notAllowed(title: string): Refused {
  return new Refused(403, title)
}

/** Somebody is signed in, but the role of the account is not one that may. */
export function notForRole(allowed: readonly string[]): Refused {
  const message = `is for the role ${allowed.join(' or ')}; whoever keeps the accounts can give one`
  return new Refused(403, 'Your account may not do this', [{ path: '', message }])
}

/** The password was given by somebody else, who therefore knows it. */
export function ownPasswordNeeded(): Refused {
  return new Refused(403, 'Choose a password of your own first', [{ path: 'password', message: 'is temporary' }])
}

/** The practice asks everybody for a second step at sign-in. */
export function secondFactorNeeded(): Refused {
  return new Refused(403, 'Turn on the second step at sign-in first', [{ path: 'secondFactor', message: 'is missing' }])
}

/** The role would do, but not for this patient; the path says so to screens. */
export function notTreating(message: string): Refused {
  return new Refused(403, 'You do not treat this patient', [{ path: 'relation', message }])
}

export function notFound(title = 'Not found'): Refused {
  return new Refused(404, title)
}

/** What is asked does not fit what is stored; `path` names the part of the request that does not fit. */
export function conflict(path: string, message: string): Refused {
  return new Refused(409, 'This does not fit what is stored', [{ path, message }])
}
