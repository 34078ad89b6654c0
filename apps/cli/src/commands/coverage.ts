import { existsSync } from 'node:fs'
import { type CoverageShare, knowledgeCoverage, knowledgeFolder } from '@dosis/knowledge'
import { BadInput } from '../bad-input.ts'
import { command } from '../command.ts'
import { table } from '../table.ts'

const words = {
  nl: {
    heads: ['Bron', 'punten', 'in regels', 'bij bewijs', 'met reden', 'open', 'in kennis', 'beslissend in regels'],
    total: 'alles',
    gaps: (count: number) => (count === 0 ? 'Geen punt zonder regel of reden.' : `${count} open:`),
  },
  en: {
    heads: ['Source', 'items', 'in rules', 'as evidence', 'with reason', 'open', 'in knowledge', 'deciding in rules'],
    total: 'all',
    gaps: (count: number) => (count === 0 ? 'No item without a rule or a reason.' : `${count} open:`),
  },
} as const

/** Which items of the sources a rule carries out, per document and section; exit 1 when one has no rule and no reason. */
export const coverageCommand = command(
  'coverage',
  'what of the sources is in the rules, per document and section; fails on an item without a rule or a reason',
  {
    folder: { type: 'positional', required: false, valueHint: 'DIR', description: 'another folder of the same layout' },
  },
  ({ flags, io, style }) => {
    const folder = typeof flags['folder'] === 'string' ? flags['folder'] : knowledgeFolder
    if (!existsSync(folder)) throw new BadInput(folder, [{ path: '', message: 'no such folder' }])
    const { register, items, shares, gaps } = knowledgeCoverage(folder)
    const total = sumOf(shares.filter(({ section }) => section === null))
    if (style.json) {
      io.out(JSON.stringify({ total, shares, gaps, items, notExecutable: register.notExecutable }, null, 2))
    } else {
      const say = words[style.language]
      const nameOf = ({ source, section }: CoverageShare) =>
        section === null ? source : `  ${register.sections[section]?.[style.language] ?? section}`
      const rows = shares.map((share) => [nameOf(share), ...figuresOf(share)])
      io.out(table([[...say.heads], ...rows, [say.total, ...figuresOf(total)]]))
      io.out('')
      io.out(say.gaps(gaps.length))
      for (const { kind, id, message } of gaps) io.out(`${kind}: ${id}: ${message}`)
    }
    return gaps.length === 0 ? 0 : 1
  },
)

function sumOf(shares: readonly CoverageShare[]): CoverageShare {
  const sum = (key: 'items' | 'executable' | 'evidence' | 'listed' | 'gaps' | 'deciding' | 'decidingExecutable') =>
    shares.reduce((total, share) => total + share[key], 0)
  return {
    source: 'all',
    section: null,
    items: sum('items'),
    executable: sum('executable'),
    evidence: sum('evidence'),
    listed: sum('listed'),
    gaps: sum('gaps'),
    deciding: sum('deciding'),
    decidingExecutable: sum('decidingExecutable'),
  }
}

function figuresOf(share: CoverageShare): string[] {
  const { items, executable, evidence, listed, gaps, deciding, decidingExecutable } = share
  return [
    String(items),
    String(executable),
    String(evidence),
    String(listed),
    String(gaps),
    percentOf(executable + evidence, items),
    deciding === 0 ? '–' : `${decidingExecutable}/${deciding} ${percentOf(decidingExecutable, deciding)}`,
  ]
}

/** Rounded down, so that 100% is all of them. */
function percentOf(part: number, whole: number): string {
  return whole === 0 ? '–' : `${Math.floor((100 * part) / whole)}%`
}
