import type { Instrument, Knowledge } from '@dosis/domain'
import { useKnowledge } from '../data/context.tsx'
import { useWords } from '../frame/words.ts'

/** The instrument with this id, label or key, whichever the knowledge used. */
export function findInstrument(knowledge: Knowledge, name: string): Instrument | undefined {
  return (
    knowledge.instruments[name] ??
    Object.values(knowledge.instruments).find(
      ({ label, inputKeys }) => label === name || (inputKeys ?? []).includes(name),
    )
  )
}

/** Names an instrument as its label, which clinicians know; a remark in the advice is put into the reader's language. */
export function useInstrumentName(): (name: string) => string {
  const { t } = useWords()
  const knowledge = useKnowledge()
  return (name) => t.instrument[name] ?? findInstrument(knowledge, name)?.label ?? name
}
