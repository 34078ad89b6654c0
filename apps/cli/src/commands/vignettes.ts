import { compareVignette, type VignetteDifference } from '@dosis/engine'
import { command, fileArgument } from '../command.ts'
import { readJson } from '../io.ts'
import { knowledgeOf } from '../knowledge.ts'
import { parseVignettes } from '../vignettes.ts'

export const vignettesCommand = command(
  'vignettes',
  'run every vignette of a file and print each difference field by field',
  fileArgument,
  ({ flags, io, style }) => {
    const file = String(flags['file'])
    const vignettes = parseVignettes(file, readJson(file, io))
    const knowledge = knowledgeOf()
    const results = vignettes.map((vignette) => ({
      id: vignette.id,
      title: vignette.title,
      differences: compareVignette(vignette, knowledge),
    }))
    const passed = results.filter(({ differences }) => differences.length === 0).length

    if (style.json) {
      io.out(JSON.stringify({ passed, failed: results.length - passed, results }, null, 2))
    } else {
      for (const { id, title, differences } of results) {
        io.out(`${differences.length === 0 ? 'agrees ' : 'differs'}  ${id}  ${title}`)
        for (const difference of differences) io.out(`         ${describe(difference)}`)
      }
      io.out(`${passed} of ${results.length} vignettes agree`)
    }
    return passed === results.length ? 0 : 1
  },
)

function describe({ path, expected, actual }: VignetteDifference): string {
  return `${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`
}
