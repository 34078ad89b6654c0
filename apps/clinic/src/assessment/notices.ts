import type { Contradiction, DraftText, Knowledge, Text } from '@dosis/domain'

export interface ShownNotice {
  readonly code: string
  readonly text: Text
  /** What the statement or contradiction behind the code says. */
  readonly about: { readonly id: string; readonly text: DraftText; readonly contradiction?: Contradiction } | null
}

/** A warning that must be shown (`code` or `code:statement`), with its words and the statement that it points at. */
export function noticeOf(knowledge: Knowledge, mustShow: string): ShownNotice {
  const [code = mustShow, ...rest] = mustShow.split(':')
  const id = rest.join(':')
  const notice = knowledge.notices[mustShow] ?? knowledge.notices[code]
  const text = notice?.text ?? { en: mustShow, nl: mustShow }
  const contradiction = knowledge.contradictions[id]
  if (contradiction !== undefined)
    return { code: mustShow, text, about: { id, text: contradiction.names, contradiction } }
  const statement = knowledge.statements[id]
  return { code: mustShow, text, about: statement === undefined ? null : { id, text: statement.text } }
}
