import { isWhileMoving } from '../reasons/care.ts'
import { useCareWords } from '../reasons/Guidance.tsx'
import type { Guided } from '../reasons/guided.ts'
import { useHowHardWords } from '../reasons/use-how-hard-words.ts'
import type { Phase, Step } from './timeline.ts'

const atWork: readonly Phase[] = ['run', 'effort', 'move', 'breathe']
const atEase: readonly Phase[] = ['walk', 'recover', 'rest', 'get_ready']

/** While the clock runs: how hard it should be, and in what is easy what to mind; one sentence, never a wall of words. */
export function WhileMoving({ step, guided }: { step: Step; guided: readonly Guided[] }) {
  const [howHard] = useHowHardWords()(guided)
  const [care] = useCareWords(isWhileMoving)(guided)
  if (atWork.includes(step.phase)) return <Line words={howHard ?? care} />
  return atEase.includes(step.phase) ? <Line words={care ?? howHard} /> : null
}

function Line({ words }: { words: string | undefined }) {
  return words === undefined ? null : <p className="p-while">{words}</p>
}
