import type { FastifyRequest } from 'fastify'
import type { SessionCookies } from '../auth/cookies.ts'
import { type Auth, phoneMilliseconds } from '../auth/service.ts'
import { inPractice } from '../db/index.ts'
import { openRoute, patientRoute, professionalRoute, type Routes } from '../http/route.ts'
import type { Installation } from '../installation.ts'
import { recordAfter } from '../patient/record-after.ts'
import { keepAdverseEvent, keepItems, keepLogs, readPatientKnowledge, readToday } from './phone-service.ts'
import {
  createPatientLinkSchema,
  decideProgressSchema,
  openLinkSchema,
  releaseAdverseEventSchema,
  reportAdverseEventSchema,
  revokePatientLinksSchema,
  sendLogsSchema,
  syncSchema,
} from './schemas.ts'
import { createPatientLink, decideProgress, releaseAdverseEvent, revokePatientLinks } from './service.ts'

type ProfessionalNames = 'createPatientLink' | 'revokePatientLinks' | 'decideProgress' | 'releaseAdverseEvent'
type PhoneNames = 'openLink' | 'today' | 'sync' | 'sendLogs' | 'reportAdverseEvent' | 'patientKnowledge'

/** The address of the patient's app, with the token behind `#`, which browsers send to no server. */
function addressOfLink(request: FastifyRequest, isHttps: boolean): (token: string) => string {
  return (token) => `${isHttps ? 'https' : 'http'}://${request.host}/p/#/open/${token}`
}

export function sessionRoutes(
  installation: Installation,
  auth: Auth,
  cookies: SessionCookies,
): Routes<ProfessionalNames | PhoneNames> {
  return { ...professionalRoutes(installation, auth, cookies), ...phoneRoutes(installation, auth, cookies) }
}

function professionalRoutes(
  installation: Installation,
  auth: Auth,
  { isHttps }: SessionCookies,
): Routes<ProfessionalNames> {
  return {
    createPatientLink: professionalRoute({
      body: createPatientLinkSchema,
      handle: ({ caller, params, body, request }) =>
        createPatientLink(
          installation,
          auth,
          caller,
          { practiceId: caller.practiceId, ...params },
          body,
          addressOfLink(request, isHttps),
        ),
    }),
    revokePatientLinks: professionalRoute({
      body: revokePatientLinksSchema,
      handle: ({ caller, params, body }) =>
        revokePatientLinks(installation, auth, caller, { practiceId: caller.practiceId, ...params }, body),
    }),
    decideProgress: professionalRoute({
      body: decideProgressSchema,
      handle: recordAfter(installation, decideProgress),
    }),
    releaseAdverseEvent: professionalRoute({
      body: releaseAdverseEventSchema,
      handle: recordAfter(installation, releaseAdverseEvent),
    }),
  }
}

function phoneRoutes(installation: Installation, auth: Auth, cookies: SessionCookies): Routes<PhoneNames> {
  return {
    openLink: openRoute({
      body: openLinkSchema,
      handle: async ({ body, request, reply }) => {
        const { caller, phoneToken } = await auth.openLink(body.token, request.ip)
        cookies.set('patient', reply, phoneToken, phoneMilliseconds / 1000)
        return inPractice(caller.practiceId, () => readToday(installation, caller))
      },
    }),
    today: patientRoute({ handle: ({ caller }) => readToday(installation, caller) }),
    sync: patientRoute({
      body: syncSchema,
      handle: async ({ caller, body }) => {
        const items = await keepItems(installation, caller, body.items)
        return { items, today: await readToday(installation, caller) }
      },
    }),
    sendLogs: patientRoute({
      body: sendLogsSchema,
      handle: async ({ caller, body }) => {
        await keepLogs(installation, caller, body.logs)
        const stored = body.logs.map(({ sessionId }) => sessionId)
        return { stored, today: await readToday(installation, caller) }
      },
    }),
    reportAdverseEvent: patientRoute({
      body: reportAdverseEventSchema,
      handle: async ({ caller, body }) => {
        await keepAdverseEvent(installation, caller, body.report)
        return { stored: body.report.eventId, today: await readToday(installation, caller) }
      },
    }),
    patientKnowledge: patientRoute({ handle: ({ caller }) => readPatientKnowledge(installation, caller) }),
  }
}
