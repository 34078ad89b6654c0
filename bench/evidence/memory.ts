// `node bench/evidence/memory.ts 300 5000`: milliseconds of all outputs of a network of so many treatments and trials,
// and the most memory in megabytes that the process ever held. A process of its own for each size, for that is kept.
import { networkOf } from './networks.ts'
import { allOutputs } from './tasks.ts'
import { timeOf } from './time-of.ts'

const [treatments = 0, trials = 0] = process.argv.slice(2).map(Number)
const contrasts = networkOf(treatments, trials)
const { median } = timeOf(() => allOutputs(contrasts), { warmMilliseconds: 100, series: treatments > 50 ? 3 : 9 })
process.stdout.write(`${median} ${process.resourceUsage().maxRSS / 1000}\n`)
