import { type AccessReview, type AccessRule, accessRules } from '@dosis/api'
import { Button, ChoiceField, Section, TextArea } from '@dosis/ui'
import { type FormEvent, useState } from 'react'
import { newId } from '../data/new-id.ts'
import { Failure } from '../frame/Failure.tsx'
import { useSetAccessRule } from './access-data.ts'
import { useAccessWords } from './use-access-words.ts'

/** Whose records those who treat may open, who chose that, and another choice with its reason. */
export function AccessRuleSection({ policy }: { policy: AccessReview['policy'] }) {
  const { a, formatDate } = useAccessWords()
  const [wanted, setWanted] = useState<AccessRule>(policy.rule)
  const [why, setWhy] = useState('')
  const [asked, setAsked] = useState(false)
  const set = useSetAccessRule()
  const label = { team: a.rule.team, practice: a.rule.practice } as const
  const detail = { team: a.rule.teamDetail, practice: a.rule.practiceDetail } as const
  const chosen =
    policy.since === null
      ? a.rule.never
      : a.rule.since(policy.by ?? '', formatDate(policy.since, 'short'), policy.explanation ?? '')
  const save = (event: FormEvent) => {
    event.preventDefault()
    setAsked(true)
    if (why.trim() === '') return
    const done = { onSuccess: () => (setWhy(''), setAsked(false)) }
    set.mutate({ policyId: newId(), rule: wanted, explanation: why.trim() }, done)
  }
  return (
    <Section title={a.rule.title}>
      <form className="d-stack c-form" onSubmit={save} noValidate>
        <ChoiceField
          as="list"
          label={a.rule.title}
          labelHidden
          hint={chosen}
          options={accessRules.map((value) => ({ value, label: label[value], detail: detail[value] }))}
          value={wanted}
          onChange={(value) => value !== undefined && setWanted(value)}
          unknownLabel={null}
        />
        {wanted !== policy.rule && (
          <>
            <TextArea
              label={a.rule.why}
              value={why}
              onChange={setWhy}
              rows={2}
              maxLength={500}
              problem={asked && why.trim() === '' ? a.rule.needsWhy : undefined}
            />
            <div className="d-row">
              <Button kind="primary" type="submit" busy={set.isPending}>
                {a.rule.save}
              </Button>
            </div>
          </>
        )}
        {set.isError && <Failure error={set.error} write />}
      </form>
    </Section>
  )
}
