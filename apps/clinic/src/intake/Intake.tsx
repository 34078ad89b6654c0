import type { ExpiredFact, Fact, FactDefinition } from '@dosis/domain'
import { stillValid } from '@dosis/engine'
import { Button, FieldList, focusField, PageHeader, Screen, Section } from '@dosis/ui'
import { Undo2 } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useSearch } from 'wouter'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { Failure } from '../frame/Failure.tsx'
import { usePageTitle } from '../frame/page-title.ts'
import { useWords } from '../frame/words.ts'
import { useFactSaver } from './fact-saver.tsx'
import { Conditions } from './Conditions.tsx'
import { Details } from './Details.tsx'
import { FactField, fieldId } from './FactField.tsx'
import { FactHistory } from './FactHistory.tsx'
import { FactOrigin, hasOrigin } from './FactOrigin.tsx'
import { LivePanel } from './LivePanel.tsx'
import { assessmentInput } from './live-assessment.ts'
import { RequestsField } from './RequestsField.tsx'
import { visibleFacts } from './visible-facts.ts'
import { definitionOf } from '../reason/definition-of.ts'

/** What is known of the patient, in any order; every question may stay open. */
export function Intake() {
  const { t, terms } = useWords()
  const record = useRecord()
  const knowledge = useKnowledge()
  const { facts, error, retry } = useFactSaver()
  usePageTitle(t.place.intake, record.details.name)

  useAskedField()
  const derived = useMemo(() => derivedFacts(record), [record])
  const input = assessmentInput(record, facts)
  const groups = visibleFacts(knowledge, input, derived)
  const { expired } = stillValid(input, knowledge)
  return (
    <Screen aside={<LivePanel />} asideLabel={t.intake.asideLabel} asideStays>
      <PageHeader title={t.place.intake} lead={t.intake.lead} actions={<Undo />} />
      <Details />
      {error !== null && <Failure error={error} onRetry={retry} write />}
      <nav className="c-groups" aria-label={t.intake.groups}>
        <a href="#group-request">{t.intake.requests}</a>
        {groups.map(({ group, facts: asked, answered }) => (
          <a key={group} href={`#group-${group}`}>
            {terms.factGroup[group]}{' '}
            <span className="d-figures d-caption">{t.intake.answered(answered, asked.length)}</span>
          </a>
        ))}
        <a className="c-only-narrow" href="#still-needed">
          {t.intake.stillNeeded}
        </a>
      </nav>
      <Section title={t.intake.requests} id="group-request">
        <RequestsField />
      </Section>
      {groups.map(({ group, facts: asked, answered }) => (
        <Section
          key={group}
          id={`group-${group}`}
          title={terms.factGroup[group]}
          note={t.intake.answeredOf(answered, asked.length)}
        >
          {group === 'conditions' ? (
            <Conditions definitions={asked} />
          ) : (
            <FieldList>
              {asked.map((definition) => (
                <AskedFact key={definition.id} definition={definition} expired={expired} />
              ))}
            </FieldList>
          )}
        </Section>
      ))}
      <FactHistory />
    </Screen>
  )
}

/** A question, and below what was answered where it comes from, where that matters. */
function AskedFact({ definition, expired }: { definition: FactDefinition; expired: readonly ExpiredFact[] }) {
  const { facts, stateFact } = useFactSaver()
  const knowledge = useKnowledge()
  const { today } = useRecord()
  const { id } = definition
  const fact = facts[id]
  const isWatched = Object.values(knowledge.facts).some(({ validWhile }) => validWhile?.unchanged.includes(id) === true)
  const onChange = (next: Fact) => stateFact(id, next)
  return (
    <>
      <FactField definition={definition} fact={fact} onChange={onChange} />
      {fact !== undefined && fact.state !== 'unknown' && hasOrigin(definition, isWatched) && (
        <FactOrigin
          definition={definition}
          fact={fact}
          isWatched={isWatched}
          expired={expired.find((one) => one.fact === id)}
          today={today}
          onChange={onChange}
        />
      )}
    </>
  )
}

/** `?ask=<fact>` brings the cursor to the field of that fact. */
function useAskedField() {
  const query = useSearch()
  useEffect(() => {
    const fact = new URLSearchParams(query).get('ask')
    if (fact !== null) focusField(fieldId(fact))
  }, [query])
}

/** Facts that nobody stated: the server took them from the record itself (age, sex). */
function derivedFacts({ facts, factHistory }: ReturnType<typeof useRecord>): ReadonlySet<string> {
  const stated = new Set(factHistory.map(({ fact }) => fact))
  return new Set(Object.keys(facts).filter((fact) => facts[fact]?.state !== 'unknown' && !stated.has(fact)))
}

/** Restates what a fact was before the last change; the change itself stays in the history. */
function Undo() {
  const { t, pick } = useWords()
  const knowledge = useKnowledge()
  const { lastStep, undo } = useFactSaver()
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isField = event.target instanceof HTMLElement && event.target.matches('input:not([type=radio]), textarea')
      if (isField || event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return
      event.preventDefault()
      undo()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  })
  const [first, ...others] = lastStep ?? []
  const definition = first === undefined || others.length > 0 ? undefined : definitionOf(knowledge, first.fact)
  return (
    <Button icon={Undo2} disabled={lastStep === null} onClick={undo} aria-keyshortcuts="Control+z">
      {t.intake.undo}
      {definition && <span className="d-hidden">: {pick(definition.question)}</span>}
    </Button>
  )
}
