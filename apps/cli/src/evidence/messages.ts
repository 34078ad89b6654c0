import type { Language } from '@dosis/domain'

const nl = {
  referenceAgrees: (right: number, all: number) => `${right} van ${all} analyses zijn gelijk`,
  worstDifference: 'grootste relatieve verschil',
}

const en: typeof nl = {
  referenceAgrees: (right, all) => `${right} of ${all} analyses agree`,
  worstDifference: 'worst relative difference',
}

/** What the commands for evidence say to people. */
export const evidenceMessages: Readonly<Record<Language, typeof nl>> = { nl, en }
