import type { PatientRecord } from '@dosis/api'
import type { Knowledge } from '@dosis/domain'
import { createContext, useContext } from 'react'

const KnowledgeContext = createContext<Knowledge | null>(null)
export const KnowledgeProvider = KnowledgeContext.Provider

export function useKnowledge(): Knowledge {
  const knowledge = useContext(KnowledgeContext)
  if (knowledge === null) throw new Error('useKnowledge: needs a KnowledgeProvider above it')
  return knowledge
}

const RecordContext = createContext<PatientRecord | null>(null)
export const RecordProvider = RecordContext.Provider

/** The patient whose page this is. */
export function useRecord(): PatientRecord {
  const record = useContext(RecordContext)
  if (record === null) throw new Error('useRecord: needs a RecordProvider above it')
  return record
}
