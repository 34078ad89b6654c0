import type { AdverseEventReport, SessionLog } from '@dosis/domain'
import { adverseEventReportSchema, sessionLogSchema } from '@dosis/domain/schemas'
import { z } from 'zod'
import { idSchema } from '../http/parse.ts'

const logIds = z.looseObject({
  sessionId: idSchema,
  planId: idSchema,
  adverseEvent: z.looseObject({ eventId: idSchema }).nullable(),
})

/** Harm as a phone reports it. The server adds a number to an id that comes twice, so the id itself holds no colon. */
export const reportSchema: z.ZodType<AdverseEventReport> = adverseEventReportSchema.and(
  z.looseObject({ eventId: idSchema }),
)

/** The shape of a log. A log whose dates contradict each other still has this shape: it is kept, but not counted. */
export const logSchema: z.ZodType<SessionLog> = sessionLogSchema.and(logIds)
