import { z } from 'zod'
import { auditing } from '../audit/auditing.ts'
import { openRoute, professionalRoute, type Routes } from '../http/route.ts'
import type { SessionCookies } from './cookies.ts'
import { type Auth, sessionLongestMilliseconds } from './service.ts'

const credentialsSchema = z.strictObject({
  login: z.string().min(1, 'needs a login').max(200),
  password: z.string().min(1, 'needs a password').max(1000),
})

export function authRoutes(auth: Auth, cookies: SessionCookies): Routes<'signIn' | 'signOut' | 'whoAmI'> {
  return {
    signIn: openRoute({
      body: credentialsSchema,
      handle: async ({ body, request, reply }) => {
        const { account, token } = await auth.signIn(body, request.ip)
        await auth.signOut(cookies.read('professional', request))
        cookies.set('professional', reply, token, sessionLongestMilliseconds / 1000)
        return account
      },
    }),
    signOut: openRoute({
      handle: async ({ request, reply }) => {
        const token = cookies.read('professional', request)
        const caller = await auth.professionalOf(token)
        // Without a session nothing ends, and nobody may fill the log by asking for it.
        if (caller === null) auditing()?.done()
        else auditing()?.by(caller)
        await auth.signOut(token)
        cookies.clear('professional', reply)
        reply.header('clear-site-data', '"cache"')
        return { signedOut: true }
      },
    }),
    whoAmI: professionalRoute({ handle: async ({ caller }) => caller.account }),
  }
}
