import type { StillNeeded } from '@dosis/domain'
import { plan } from '@dosis/engine'
import { useMemo } from 'react'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useFactSaver } from '../intake/fact-saver.tsx'
import { assessmentInput } from '../intake/live-assessment.ts'
import { WantedFacts } from '../reason/WantedFacts.tsx'

const atMost = 5

/** What the rules of a first draft ask for and nobody knows: asked while the patient is still in the room. */
export function WorthAsking({ needed }: { needed: readonly StillNeeded[] }) {
  const knowledge = useKnowledge()
  const record = useRecord()
  const { facts } = useFactSaver()
  const { wanted = [] } = useMemo(
    () => plan({ assessment: assessmentInput(record, facts), preferences: {} }, knowledge),
    [record, facts, knowledge],
  )
  // What the answer itself waits for stands above.
  return (
    <WantedFacts wanted={wanted.filter(({ fact }) => needed.every((each) => each.fact !== fact))} atMost={atMost} />
  )
}
