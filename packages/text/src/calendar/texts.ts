import type { Language } from '@dosis/domain'

const nl = {
  name: 'Mijn oefenplan',
  evaluation: 'Evaluatie van uw plan',
  end: 'Gesprek over het afronden van de behandeling',
  fileName: 'oefenplan.ics',
}

/** The words of the calendar that a plan can be put into. */
export type CalendarTexts = typeof nl
export const calendarTexts: Readonly<Record<Language, CalendarTexts>> = {
  nl,
  en: {
    name: 'My exercise plan',
    evaluation: 'Evaluation of your plan',
    end: 'Conversation about ending the treatment',
    fileName: 'exercise-plan.ics',
  },
}
