import { cutPowerDuringCreation, cutPowerRepeatedly, killThenCutPower } from './faults/harness.ts'
import { soak } from './faults/soak.ts'

const isSafe = [
  await soak('power cuts', 200, (options) => cutPowerRepeatedly(options)),
  await soak('power cuts after a kill', 20, killThenCutPower),
  await soak('power cuts while the database is made', 20, cutPowerDuringCreation),
].every(Boolean)
if (!isSafe) process.exitCode = 1
