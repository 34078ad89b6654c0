import { printedAlike, printedNumber } from '../printed-number.ts'
import type { PrintedForestArm, PrintedForestRow, PrintedEstimate, PrintedForest } from '../statement.ts'
import { estimateOf } from './estimates.ts'
import { childOf, childrenOf, type JsonNode, numberAt, pAt, subjectOf, textAt } from './node.ts'

/** A forest plot in data: `studies[]` with `experimental` and `control`, each mean, SD and n. */
export function forestOf(node: JsonNode): PrintedForest | undefined {
  const studies = childrenOf(node, 'studies')
  if (studies.length === 0 || !studies.every((study) => armOf(study, 'experimental', 0) !== undefined)) return undefined
  const meanDecimals = decimalsOfAll(studies, 'mean')
  const sdDecimals = decimalsOfAll(studies, 'sd')
  const weightDecimals = printedAlike(studies.flatMap(({ record }) => numberAt(record, 'weightPercent') ?? []))[0]
    ?.decimals
  const rows = studies.flatMap((study): readonly PrintedForestRow[] => {
    const [experimental, control] = [
      armOf(study, 'experimental', meanDecimals, sdDecimals),
      armOf(study, 'control', meanDecimals, sdDecimals),
    ]
    if (experimental === undefined || control === undefined) return []
    const effect = estimateOf(study)
    const weight = numberAt(study.record, 'weightPercent')
    return [
      {
        study: textAt(study.record, 'study') ?? '',
        place: study.place,
        experimental,
        control,
        ...(weight === undefined ? {} : { weightPercent: printedNumber(weight, weightDecimals) }),
        ...(effect === undefined ? {} : { effect }),
      },
    ]
  })
  return { kind: 'forest', subject: subjectOf(node), place: node.place, rows, ...totalOf(node), ...testsOf(node) }
}

function armOf(study: JsonNode, arm: string, meanDecimals: number, sdDecimals = 0): PrintedForestArm | undefined {
  const { record } = childOf(study, arm) ?? { record: {} }
  const [mean, sd, size] = [numberAt(record, 'mean'), numberAt(record, 'sd'), numberAt(record, 'n')]
  if (mean === undefined || sd === undefined || size === undefined) return undefined
  return { mean: printedNumber(mean, meanDecimals), sd: printedNumber(sd, sdDecimals), size }
}

/** A column is printed with as many decimals as its longest number. */
function decimalsOfAll(studies: readonly JsonNode[], key: string): number {
  const values = studies.flatMap((study) =>
    ['experimental', 'control'].flatMap((arm) => numberAt(childOf(study, arm)?.record ?? {}, key) ?? []),
  )
  return printedAlike(values)[0]?.decimals ?? 0
}

function totalOf(node: JsonNode): Pick<PrintedForest, 'total'> {
  const total = childOf(node, 'total')
  if (total === undefined) return {}
  const [experimental, control] = [numberAt(total.record, 'nExperimental'), numberAt(total.record, 'nControl')]
  const effect: PrintedEstimate | undefined = estimateOf(total)
  return {
    total: {
      place: total.place,
      ...(experimental === undefined ? {} : { experimental }),
      ...(control === undefined ? {} : { control }),
      ...(effect === undefined ? {} : { effect }),
    },
  }
}

function testsOf(node: JsonNode): Pick<PrintedForest, 'heterogeneity' | 'overall'> {
  const [heterogeneity, overall] = [childOf(node, 'heterogeneity'), childOf(node, 'overall')]
  const printed = (at: JsonNode | undefined, key: string) => {
    const value = numberAt(at?.record ?? {}, key)
    return value === undefined ? undefined : printedNumber(value)
  }
  const [chiSquared, iSquared, z] = [
    printed(heterogeneity, 'chi2'),
    printed(heterogeneity, 'i2Percent'),
    printed(overall, 'z'),
  ]
  const freedom = numberAt(heterogeneity?.record ?? {}, 'df')
  const [p, overallP] = [pAt(heterogeneity?.record ?? {}), pAt(overall?.record ?? {})]
  return {
    ...(heterogeneity === undefined
      ? {}
      : {
          heterogeneity: {
            place: heterogeneity.place,
            ...(chiSquared === undefined ? {} : { chiSquared }),
            ...(freedom === undefined ? {} : { degreesOfFreedom: freedom }),
            ...(p === undefined ? {} : { p }),
            ...(iSquared === undefined ? {} : { iSquaredPercent: iSquared }),
          },
        }),
    ...(overall === undefined
      ? {}
      : {
          overall: {
            place: overall.place,
            ...(z === undefined ? {} : { z }),
            ...(overallP === undefined ? {} : { p: overallP }),
          },
        }),
  }
}
