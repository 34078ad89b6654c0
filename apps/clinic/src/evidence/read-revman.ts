import type { TextTable } from '@dosis/evidence/table'

const columnsOf = {
  DICH: ['study', 'subgroup', 'events1', 'n1', 'events2', 'n2'],
  CONT: ['study', 'subgroup', 'mean1', 'sd1', 'n1', 'mean2', 'sd2', 'n2'],
  IV: ['study', 'subgroup', 'estimate', 'standard error'],
} as const

const attributesOf = {
  DICH: ['EVENTS_1', 'TOTAL_1', 'EVENTS_2', 'TOTAL_2'],
  CONT: ['MEAN_1', 'SD_1', 'TOTAL_1', 'MEAN_2', 'SD_2', 'TOTAL_2'],
  IV: ['ESTIMATE', 'SE'],
} as const

/** One outcome of a review, as a table. */
export interface RevManOutcome {
  readonly name: string
  readonly table: TextTable
}

const nameOf = (element: Element): string =>
  [...element.children].find(({ tagName }) => tagName === 'NAME')?.textContent?.trim() ?? ''

/**
 * Reads the outcomes with data of a review that RevMan 5 exported (`.rm5`). Estimates of generic outcomes are on the
 * scale of analysis.
 * @returns undefined when it is no such file
 */
export function readRevMan(xml: string): readonly RevManOutcome[] | undefined {
  const document = new DOMParser().parseFromString(xml, 'application/xml')
  if (document.querySelector('parsererror') !== null || document.documentElement.tagName !== 'COCHRANE_REVIEW')
    return undefined
  const studies = new Map(
    [...document.querySelectorAll('STUDY')].map((study) => [
      study.getAttribute('ID'),
      study.getAttribute('NAME') ?? '',
    ]),
  )
  return (['DICH', 'CONT', 'IV'] as const).flatMap((kind) =>
    [...document.querySelectorAll(`${kind}_OUTCOME`)].flatMap((outcome) => {
      const rows = [...outcome.querySelectorAll(`${kind}_DATA`)].map((row) => {
        const id = row.getAttribute('STUDY_ID')
        const group = row.closest(`${kind}_SUBGROUP`)
        return [
          studies.get(id) ?? id ?? '',
          group === null ? '' : nameOf(group),
          ...attributesOf[kind].map((name) => row.getAttribute(name) ?? ''),
        ]
      })
      return rows.length === 0 ? [] : [{ name: nameOf(outcome), table: { columns: columnsOf[kind], rows } }]
    }),
  )
}
