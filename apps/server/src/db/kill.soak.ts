import { killRepeatedly } from './faults/harness.ts'
import { soak } from './faults/soak.ts'

if (!(await soak('hard kills', 100, killRepeatedly))) process.exitCode = 1
