import { compareVignette } from '@dosis/engine'
import { command, fileArgument } from '../command.ts'
import { readJson } from '../io.ts'
import { knowledgeOf } from '../knowledge.ts'
import { messages } from '../messages.ts'
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
      const say = messages[style.language]
      const width = Math.max(say.agrees.length, say.differs.length)
      for (const { id, title, differences } of results) {
        io.out(`${(differences.length === 0 ? say.agrees : say.differs).padEnd(width)}  ${id}  ${title}`)
        for (const difference of differences)
          io.out(
            `${' '.repeat(width + 2)}${difference.path}: ${say.expected} ${JSON.stringify(difference.expected)}, ${say.got} ${JSON.stringify(difference.actual)}`,
          )
      }
      io.out(say.vignettesAgree(passed, results.length))
    }
    return passed === results.length ? 0 : 1
  },
)
