import { Button, Tag, TextField } from '@dosis/ui'
import { X } from 'lucide-react'
import type { FormEvent } from 'react'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { useKept } from '../data/kept.ts'
import { newId } from '../data/new-id.ts'
import { useMay, useRecordWrite } from '../data/records.ts'
import { Failure } from '../frame/Failure.tsx'
import { useWords } from '../frame/words.ts'
import { recognise } from './requests.ts'

/** What the patient asks for, in his own words or by pressing what Dosis knows; to be read for who does not write it down. */
export function RequestsField() {
  const { t, pick } = useWords()
  const { patientId, requests } = useRecord()
  const knowledge = useKnowledge()
  const mayState = useMay('stateRequests')
  const [draft, setDraft] = useKept(['request', patientId], '')
  const write = useRecordWrite((call, body: { eventId: string; requests: readonly string[] }) =>
    call('stateRequests', { params: { patientId }, body }),
  )
  const shown = write.isPending || write.isError ? (write.variables?.requests ?? requests) : requests
  const stateAll = (next: readonly string[]) => write.mutate({ eventId: newId(), requests: next })
  const name = (request: string) => {
    const kind = knowledge.requests[request]
    return kind === undefined ? request : pick(kind.names)
  }
  const add = (event: FormEvent) => {
    event.preventDefault()
    const asked = draft.trim()
    if (asked === '' || shown.includes(asked)) return
    stateAll([...shown, asked])
    setDraft('')
  }
  const unasked = Object.values(knowledge.requests).filter(
    ({ id }) => !shown.some((request) => recognise(request, knowledge.requests).some((kind) => kind.id === id)),
  )

  return (
    <div className="c-requests">
      {shown.length > 0 && (
        <ul className="c-request-list">
          {shown.map((request) => (
            <li key={request}>
              <span>{name(request)}</span>
              {recognise(request, knowledge.requests).length === 0 && <Tag>{t.intake.requestNotRecognised}</Tag>}
              {mayState && (
                <button
                  type="button"
                  className="d-clear"
                  aria-label={t.intake.removeRequest(name(request))}
                  onClick={() => stateAll(shown.filter((each) => each !== request))}
                >
                  <X className="d-icon" aria-hidden />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayState && (
        <form className="c-request-form" onSubmit={add}>
          <TextField label={t.intake.request} value={draft} onChange={setDraft} maxLength={200} />
          <Button type="submit">{t.intake.addRequest}</Button>
        </form>
      )}
      {!mayState && shown.length === 0 && <p className="d-caption">{t.may.noRequests}</p>}
      {mayState && unasked.length > 0 && (
        <div className="c-request-kinds" role="group" aria-label={t.intake.knownRequests}>
          {unasked.map((kind) => (
            <Button key={kind.id} size="small" onClick={() => stateAll([...shown, kind.id])}>
              {pick(kind.names)}
            </Button>
          ))}
        </div>
      )}
      {write.isError && <Failure error={write.error} onRetry={write.again} write />}
    </div>
  )
}
