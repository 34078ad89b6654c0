import { pairwiseRScript } from '@dosis/evidence/table'
import { command, type Invocation } from '../command.ts'
import { columnsOf, dataFileArgument, listOf, poolingArgs, poolingOptionsOf, textOf } from '../evidence/flags.ts'
import { pooledForPeople } from '../evidence/pool-for-people.ts'
import { pooledForPrograms, pooledAsCsv } from '../evidence/pool-for-programs.ts'
import { type PoolRequest, poolTable } from '../evidence/pool-table.ts'
import { readDataFile } from '../evidence/read-table.ts'
import { refusingAsBadInput } from '../evidence/refuse-as-bad-input.ts'
import { answerCase } from '../evidence/answer-case.ts'

export const poolCommand = command(
  'pool',
  'pairwise meta-analysis of a table of studies, or the analyses of a reference case',
  {
    ...dataFileArgument,
    ...poolingArgs,
    sensitivity: { type: 'boolean', description: 'leave one out, cumulative, influence' },
    bias: { type: 'boolean', description: 'Egger, Begg, trim and fill' },
    csv: { type: 'boolean', description: 'print the studies as CSV' },
    r: { type: 'boolean', description: 'print an R script that repeats the analysis with metafor' },
  },
  ({ flags, io, style }) => {
    const file = String(flags['file'])
    const data = readDataFile(file, io, textOf(flags, 'outcome'))
    if (data.kind === 'case') return answerCase(file, data.json, io, style)
    const analysis = refusingAsBadInput(file, () => poolTable(data.table, requestOf(file, flags)))
    const extras = { sensitivity: flags['sensitivity'] === true, bias: flags['bias'] === true }
    if (flags['r'] === true) {
      const { measure, studies, pooled, groups, moderators } = analysis
      const { conventions } = pooled
      io.out(pairwiseRScript({ title: file, measure, studies, conventions, ...groups, ...moderators, ...extras }))
    } else if (flags['csv'] === true) io.out(pooledAsCsv(analysis))
    else if (style.json)
      io.out(
        JSON.stringify(
          refusingAsBadInput(file, () => pooledForPrograms(analysis, extras)),
          null,
          2,
        ),
      )
    else io.out(refusingAsBadInput(file, () => pooledForPeople(analysis, extras, style.language)))
    return 0
  },
)

/** What the flags ask for. */
export function requestOf(file: string, flags: Invocation['flags']): PoolRequest {
  return {
    file,
    measure: textOf(flags, 'measure'),
    options: poolingOptionsOf(flags),
    control: textOf(flags, 'control'),
    columns: columnsOf(flags),
    subgroup: textOf(flags, 'subgroup'),
    moderators: listOf(flags, 'moderators'),
  }
}
