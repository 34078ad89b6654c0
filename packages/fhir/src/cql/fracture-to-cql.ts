import type { Bounds, FractureFilter } from '@dosis/domain'
import { boundsToCql } from './bounds-to-cql.ts'
import { join, literal } from './cql-text.ts'

/** The fractures with their age in days; a day that still has to come, or no day at all, is not known. */
export const fracturesDefine = {
  name: 'fractures',
  expression: [
    'Facts."fractures" F return all Tuple {',
    ...['site', 'lowTrauma', 'stable', 'symptomatic', 'imaging', 'operated', 'consolidation'].map(
      (element) => `    "${element}": F."${element}",`,
    ),
    '    "days": if F."on" is not null',
    '      then (if difference in days between F."on" and Today < 0 then null',
    '        else ToDecimal(difference in days between F."on" and Today))',
    '      else (if F."weeksAgo" < 0.0 then null else F."weeksAgo" * 7.0)',
    '  }',
  ].join('\n  '),
}

/** At least `count` fractures are as the filter says; null while those that cannot be judged could make up the number. */
export function fractureToCql(filter: FractureFilter, count: number): string {
  const matches = filterToCql(filter)
  return [
    '(case when "fractures" is null then null',
    `when Count("fractures" F where ${matches} is true return all F) >= ${count} then true`,
    `when Count("fractures" F where ${matches} is not false return all F) >= ${count} then null`,
    'else false end)',
  ].join(' ')
}

/**
 * The most recent of the fractures that pass `of` is as `is` says. Those that may be the most recent count: they pass or
 * may pass, and none that surely passes is more recent. They must agree; if none surely passes, there may be none: false.
 */
export function latestFractureToCql({ of, is }: { readonly of: FractureFilter; readonly is: FractureFilter }): string {
  const passes = filterToCql(of)
  const holds = filterToCql(is)
  const latest = `Min("fractures" S where ${filterToCql(of, 'S')} is true and S."days" is not null return all S."days")`
  const isCandidate = `${passes} is not false and (F."days" is null or ${latest} is null or F."days" <= ${latest})`
  const candidates = `"fractures" F where ${isCandidate}`
  const none = `not exists ("fractures" F where ${passes} is true)`
  return [
    '(case when "fractures" is null then null',
    `when ${none} and exists (${candidates} and ${holds} is not false) then null`,
    `when ${none} then false`,
    `when not exists (${candidates} and ${holds} is not true) then true`,
    `when not exists (${candidates} and ${holds} is not false) then false`,
    'else null end)',
  ].join(' ')
}

/** A filter over the fracture with the name `of` in a query. */
function filterToCql(filter: FractureFilter, of = 'F'): string {
  const { site, notSite, weeksAgo, consolidation } = filter
  const flags = (['lowTrauma', 'stable', 'symptomatic', 'imaging', 'operated'] as const).flatMap((key) =>
    filter[key] === undefined ? [] : [filter[key] ? `${of}."${key}"` : `(not ${of}."${key}")`],
  )
  const parts = [
    ...(site === undefined ? [] : [`${of}."site" = ${literal(site)}`]),
    ...(notSite === undefined ? [] : [`${of}."site" != ${literal(notSite)}`]),
    ...flags,
    ...(consolidation === undefined ? [] : [`${of}."consolidation" = ${literal(consolidation)}`]),
    ...(weeksAgo === undefined ? [] : [withinWeeks(weeksAgo, `${of}."days"`)]),
  ]
  return join(parts, 'and', 'true')
}

function withinWeeks(bounds: Bounds, days: string): string {
  return `(if ${days} is null then null else ${boundsToCql(days, bounds, 7)})`
}
