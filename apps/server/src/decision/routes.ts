import { detailsOf, firstLoaded, formsOf, inOneLanguage, type Knowledge, type Language, languages } from '@dosis/domain'
import { ReadyAnswer } from '../http/ready-answer.ts'
import { notFound } from '../http/refused.ts'
import { professionalRoute, type Routes } from '../http/route.ts'
import type { Installation } from '../installation.ts'
import { replay } from './replay.ts'

type Names = 'knowledge' | 'knowledgeInLanguage' | 'instrumentForms' | 'exerciseDetails' | 'replay'

export function decisionRoutes({ store, knowledge }: Installation): Routes<Names> {
  const inBothLanguages = once(() => new ReadyAnswer(knowledge))
  const byLanguage = answersByLanguage(firstLoaded(knowledge))
  const details = once(() => new ReadyAnswer(eachDetails(knowledge)))
  const formsByLanguage = answersByLanguage(formsOf(knowledge))
  return {
    knowledge: professionalRoute({ handle: async () => inBothLanguages() }),
    knowledgeInLanguage: professionalRoute({ handle: async ({ params }) => answerIn(params.language, byLanguage) }),
    instrumentForms: professionalRoute({ handle: async ({ params }) => answerIn(params.language, formsByLanguage) }),
    exerciseDetails: professionalRoute({ handle: async () => details() }),
    replay: professionalRoute({ handle: ({ caller, params }) => replay(store, caller.practiceId, params.decisionId) }),
  }
}

function answerIn(language: Language, answers: ReadonlyMap<Language, () => ReadyAnswer>): ReadyAnswer {
  const answer = answers.get(language)
  if (answer === undefined) throw notFound('No such language')
  return answer()
}

function eachDetails({ exercises }: Knowledge) {
  return Object.fromEntries(Object.entries(exercises).map(([id, exercise]) => [id, detailsOf(exercise)]))
}

/** The knowledge does not change while the server runs: each language is written at the first request for it. */
function answersByLanguage(knowledge: { readonly version: string }): ReadonlyMap<Language, () => ReadyAnswer> {
  return new Map(
    languages.map((language) => [language, once(() => new ReadyAnswer(inOneLanguage(knowledge, language)))]),
  )
}

function once<Of>(make: () => Of): () => Of {
  let made: Of | undefined
  return () => {
    made ??= make()
    return made
  }
}
