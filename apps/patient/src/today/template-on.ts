import type { IsoDate, Plan, SessionLog, SessionTemplate } from '@dosis/domain'
import { contentOn, partsOn, type SessionContent } from '@dosis/engine'

/** A session as it is on one day: the parts that have their turn, and which of two contents that is. */
export interface TemplateOn {
  readonly template: SessionTemplate
  readonly content: SessionContent | undefined
}

export function templateOn(
  template: SessionTemplate,
  plan: Pick<Plan, 'startsOn'>,
  on: IsoDate,
  logs: readonly SessionLog[],
): TemplateOn {
  if (template.alternate === undefined) return { template, content: undefined }
  return {
    template: { ...template, parts: partsOn(template, plan, on, logs) },
    content: contentOn(template, plan, on, logs),
  }
}
