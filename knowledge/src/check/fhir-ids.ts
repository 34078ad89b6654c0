import type { ExerciseVerdict, Knowledge } from '@dosis/domain'
import type { Found } from './finding.ts'

/**
 * The longest id of a resource of FHIR.
 * @source HL7 FHIR R4, data type "id": 1 to 64 letters, digits, hyphens and points
 */
const longest = 64

/** Verdicts whose row becomes a resource of its own. */
const doses: readonly ExerciseVerdict[] = ['allowed', 'allowed_with_conditions']

/** Finds names that make the id of a resource too long, as `dosis knowledge export --format fhir` forms it. */
export function checkFhirIds({ forms, recommendations }: Knowledge): Found[] {
  return [
    ...Object.values(recommendations).flatMap(({ id }) => tooLong('recommendations', id, ['id'], id, [id])),
    ...Object.values(forms).flatMap(({ id, rows }) => [
      ...tooLong('forms', id, ['id'], `form-${id}`, [id]),
      ...rows.flatMap((row, index) =>
        doses.includes(row.verdict)
          ? tooLong('forms', id, ['rows', index, 'id'], `dose-${id}-${row.id}`, [row.id, id])
          : [],
      ),
    ]),
  ]
}

/** @param parts the names that the id is made of; the first is the one to shorten */
function tooLong(
  kind: 'forms' | 'recommendations',
  id: string,
  path: readonly PropertyKey[],
  resource: string,
  [name = '', ...others]: readonly string[],
): Found[] {
  const over = resource.length - longest
  if (over <= 0) return []
  const instead = others.map((other) => `, or the name "${other}"`).join('')
  const message = `the id "${resource}" of FHIR has ${resource.length} characters, ${longest} at most: shorten "${name}"${instead} by ${over}`
  return [{ kind: 'id-too-long', in: { kind, id }, path, message }]
}
