import { killServerRepeatedly, type ServerKillResult } from '../test-support/kills/kill-server.ts'
import { soak } from './db/faults/soak.ts'

function tellUnanswered(results: readonly ServerKillResult[]): string {
  const done = results.reduce((sum, { unanswered }) => sum + unanswered.done, 0)
  const notDone = results.reduce((sum, { unanswered }) => sum + unanswered.notDone, 0)
  const repeated = results.reduce((sum, result) => sum + result.repeated, 0)
  return `${done + notDone} unanswered (${done} had been stored), ${repeated} sent again after an answer, `
}

if (!(await soak('hard kills of the server', 100, killServerRepeatedly, tellUnanswered))) process.exitCode = 1
