import type { DocumentFinding } from '../finding.ts'
import { describePlace, quoting } from '../place.ts'
import { printedNumber, show } from '../printed-number.ts'
import { say, statementsOf } from '../select.ts'
import type { PrintedForestRow, PlacedNumber, PrintedDocument, PrintedForest, PrintedLink } from '../statement.ts'
import { checkRepeatedEstimates } from './repeated.ts'
import { checkScale } from './scales.ts'

/** Rows of a table against the forest plot, printed elsewhere, that they sum up. */
export function checkLinks(documents: readonly PrintedDocument[]): readonly DocumentFinding[] {
  const forests = statementsOf(documents, 'forest')
  return statementsOf(documents, 'link').flatMap((link) => {
    const forest = forests.find(({ place }) => fileOf(place.document) === fileOf(link.forest))
    if (forest === undefined) return []
    return [
      ...checkStudies(link, forest),
      ...checkEstimate(link, forest),
      ...checkGroups(link, forest),
      ...checkHeterogeneity(link, forest),
      ...checkForestScale(link, forest),
    ]
  })
}

function fileOf(path: string): string {
  return path.split('/').at(-1) ?? path
}

/** Two rows of one study, as its arms, share the name up to the year. */
function distinctStudies(rows: readonly PrintedForestRow[]): number {
  return new Set(rows.map(({ study }) => /^.*?\b(19|20)\d\d[a-z]?/.exec(study)?.[0] ?? study)).size
}

function checkStudies({ studies, subject }: PrintedLink, forest: PrintedForest): readonly DocumentFinding[] {
  if (studies === undefined) return []
  const [rows, distinct] = [forest.rows.length, distinctStudies(forest.rows)]
  if (studies.number.value === rows || studies.number.value === distinct) return []
  return [
    {
      kind: 'printed-differently',
      severity: 'error',
      subject,
      places: [quoting(studies.place, show(studies.number)), quoting(forest.place, `${rows} (${distinct})`)],
      calculation: `${show(studies.number)} ≠ ${rows}`,
      explanation: say(
        `${show(studies.number)} studies in the table, ${rows} rows of ${distinct} studies in the forest plot`,
        `${show(studies.number)} studies in de tabel, ${rows} rijen van ${distinct} studies in de forest plot`,
      ),
    },
  ]
}

function checkEstimate({ estimate, result, place }: PrintedLink, { total }: PrintedForest): readonly DocumentFinding[] {
  const pooled = total?.effect
  if (estimate === undefined || pooled === undefined) return []
  const statements = [estimate, pooled].map((one) => ({ ...one, result }))
  return checkRepeatedEstimates([{ name: place.document, statements }])
}

function checkGroups({ groups = [], subject }: PrintedLink, { total }: PrintedForest): readonly DocumentFinding[] {
  const sizes = [total?.experimental, total?.control]
  return groups.flatMap((group, at): readonly DocumentFinding[] => {
    const size = sizes[at]
    if (size === undefined || total === undefined || size === group.number.value) return []
    return [
      {
        kind: 'printed-differently',
        severity: 'error',
        subject,
        places: [quoting(group.place, show(group.number)), quoting(total.place, `${size}`)],
        calculation: `${show(group.number)} ≠ ${size}`,
        explanation: say(
          `the group has another size in ${describePlace(total.place)}`,
          `de groep heeft een andere grootte in ${describePlace(total.place)}`,
        ),
      },
    ]
  })
}

/** Very serious inconsistency beside an I² that is not substantial: below 50%. */
function checkHeterogeneity({ inconsistencyLevels = 0, subject, place }: PrintedLink, forest: PrintedForest) {
  const iSquared = forest.heterogeneity?.iSquaredPercent
  if (inconsistencyLevels < 2 || iSquared === undefined || iSquared.value >= 50) return []
  return [
    {
      kind: 'rating-against-heterogeneity',
      severity: 'note',
      subject,
      places: [
        quoting(place, `inconsistency −${inconsistencyLevels}`),
        quoting(forest.heterogeneity?.place ?? forest.place, `I² = ${show(iSquared)}%`),
      ],
      calculation: `${show(iSquared)}% < 50%`,
      explanation: say(
        'inconsistency is rated very serious while I² is below 50%: the reason should be another than I²',
        'inconsistentie heet zeer ernstig terwijl I² onder 50% ligt: de reden moet dan een andere zijn dan I²',
      ),
    } satisfies DocumentFinding,
  ]
}

function checkForestScale({ scale, subject, place }: PrintedLink, { rows }: PrintedForest): readonly DocumentFinding[] {
  if (scale === undefined) return []
  const values = rows.flatMap(({ study, experimental, control, place: at }): readonly PlacedNumber[] => [
    { number: experimental.mean, place: at, label: study },
    { number: control.mean, place: at, label: study },
  ])
  const known = values.map((one) => ({ ...one, number: printedNumber(one.number.value, one.number.decimals) }))
  return checkScale({ kind: 'scale', subject, place, ...scale, values: known, areDifferences: false })
}
