import { compareTreatments, type SmallValues, type TauSquaredMethod } from '@dosis/evidence/network'
import { networkRScript } from '@dosis/evidence/table'
import { BadInput } from '../bad-input.ts'
import { command, type Invocation } from '../command.ts'
import { answerCase } from '../evidence/answer-case.ts'
import { columnsOf, dataFileArgument, levelOf, listOf, oneOf, tableArgs, textOf } from '../evidence/flags.ts'
import { networkForPeople } from '../evidence/network-for-people.ts'
import { analyseTable, detailsOf, type NetworkRequest, type NetworkResult } from '../evidence/network-table.ts'
import { plainJson } from '../evidence/plain-json.ts'
import { readDataFile } from '../evidence/read-table.ts'
import { refusingAsBadInput } from '../evidence/refuse-as-bad-input.ts'

export const networkCommand = command(
  'network',
  'network or component meta-analysis of a table of contrasts or arms, or the analyses of a reference case',
  {
    ...dataFileArgument,
    ...tableArgs,
    method: { type: 'string', default: 'REML', valueHint: 'DL|ML|REML', description: 'estimator of tau²' },
    level: { type: 'string', default: '95', valueHint: 'PERCENT', description: 'level of intervals' },
    reference: { type: 'string', valueHint: 'NAME', description: 'treatment that the others are compared with' },
    'small-values': {
      type: 'string',
      default: 'desirable',
      valueHint: 'desirable|undesirable',
      description: 'whether small values of the outcome are good',
    },
    components: { type: 'boolean', description: 'take combined treatments apart (additive components)' },
    separator: { type: 'string', default: '+', valueHint: 'SIGN', description: 'between the components of a name' },
    inactive: { type: 'string', valueHint: 'NAME', description: 'component without an effect, such as placebo' },
    interactions: { type: 'string', valueHint: 'A*B,…', description: 'components that work together' },
    r: { type: 'boolean', description: 'print an R script that repeats the analysis with netmeta' },
  },
  ({ flags, io, style }) => {
    const file = String(flags['file'])
    const data = readDataFile(file, io, textOf(flags, 'outcome'))
    if (data.kind === 'case') return answerCase(file, data.json, io, style)
    const request = networkRequestOf(file, flags)
    const result = refusingAsBadInput(file, () => analyseTable(data.table, request))
    if (flags['r'] === true) io.out(scriptOf(result, request))
    else if (style.json) io.out(JSON.stringify(forPrograms(result, request.smallValues), null, 2))
    else io.out(networkForPeople(result, request.smallValues, style.language))
    return 0
  },
)

/** What the flags ask for. */
export function networkRequestOf(file: string, flags: Invocation['flags']): NetworkRequest {
  return {
    file,
    measure: textOf(flags, 'measure'),
    method: oneOf<TauSquaredMethod>('--method', textOf(flags, 'method') ?? 'REML', ['DL', 'ML', 'REML']),
    level: levelOf(flags),
    reference: textOf(flags, 'reference'),
    smallValues: oneOf<SmallValues>('--small-values', textOf(flags, 'small-values') ?? 'desirable', [
      'desirable',
      'undesirable',
    ]),
    columns: columnsOf(flags),
    components: flags['components'] === true,
    separator: textOf(flags, 'separator') ?? '+',
    inactive: textOf(flags, 'inactive'),
    interactions: listOf(flags, 'interactions'),
  }
}

function forPrograms({ analysis, components, ...rest }: NetworkResult, smallValues: SmallValues): unknown {
  const { contrasts: _contrasts, ...described } = rest
  const network =
    analysis === undefined
      ? undefined
      : {
          treatments: analysis.network.treatments,
          studies: analysis.network.studies.length,
          level: analysis.level,
          method: analysis.method,
          tauSquared: analysis.tauSquared,
          q: analysis.q,
          iSquared: analysis.iSquared,
          comparisons: compareTreatments(analysis),
          ...detailsOf(analysis, smallValues),
        }
  const parts =
    components === undefined
      ? undefined
      : {
          tauSquared: components.tauSquared,
          q: components.q,
          qDifference: components.qDifference,
          unidentified: components.unidentified,
          components: components.components,
          combinations: components.combinations,
        }
  return plainJson({ ...described, network, components: parts })
}

function scriptOf(
  { analysis, components, contrasts, measure, reference }: NetworkResult,
  { file, smallValues, level }: NetworkRequest,
): string {
  const fitted = analysis ?? components
  if (fitted === undefined) {
    throw new BadInput(file, [{ path: '--r', message: 'netmeta needs a network in one piece; this one has several' }])
  }
  const { method, tauSquared } = fitted
  const parts = components && {
    components: {
      matrix: components.matrix,
      treatments: components.network.treatments,
      tauSquared: components.tauSquared,
      isConnected: analysis !== undefined,
    },
  }
  return networkRScript({
    title: file,
    contrasts,
    measure,
    method,
    tauSquared,
    reference,
    smallValues,
    level,
    ...parts,
  })
}
