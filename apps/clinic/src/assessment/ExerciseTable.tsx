import type { Assessment, ExerciseOutcome } from '@dosis/domain'
import { DataTable, Section, VerdictMark } from '@dosis/ui'
import { Link } from 'wouter'
import { useKnowledge, useRecord } from '../data/context.tsx'
import { patientPath } from '../frame/places.ts'
import { useWords } from '../frame/words.ts'
import { findRule } from '../reason/find-rule.ts'
import { SourceNote } from '../reason/SourceNote.tsx'
import { Chain } from '../reason/Why.tsx'
import { Bounds } from './Bounds.tsx'
import { ForestMark } from './ForestMark.tsx'
import { definitionOf } from '../reason/definition-of.ts'

/** Forms of exercise with their verdicts; a row opens down to the source and its estimates. */
export function ExerciseTable({ assessment }: { assessment: Assessment }) {
  const { t, pick } = useWords()
  const knowledge = useKnowledge()
  const name = (form: string) => {
    const found = knowledge.forms[form]
    return found === undefined ? form : pick(found.names)
  }
  return (
    <Section title={t.assessment.forms} note={<span data-print="no">{t.assessment.formsNote}</span>}>
      <DataTable
        caption={t.assessment.formsCaption}
        captionHidden
        rows={assessment.exercise}
        rowKey={({ form }) => form}
        empty={t.assessment.noForms}
        columns={[
          { key: 'form', header: t.assessment.form, cell: ({ form }) => name(form), plainOnPhone: true },
          {
            key: 'verdict',
            header: t.assessment.verdict,
            cell: ({ verdict }) => <VerdictMark verdict={verdict} />,
            plainOnPhone: true,
          },
          { key: 'why', header: t.assessment.because, cell: (row) => <OneLine outcome={row} />, plainOnPhone: true },
        ]}
        detail={(row) => (
          <div className="d-stack">
            <Bounds bounds={row.bounds} />
            <Chain why={row.why} factIds={row.factIds} />
            <Estimates outcome={row} evidence={assessment.evidence} />
          </div>
        )}
      />
    </Section>
  )
}

/** One line of reason: the remark of the rule, or what must be known first. */
function OneLine({ outcome }: { outcome: ExerciseOutcome }) {
  const { t, pick, terms } = useWords()
  const knowledge = useKnowledge()
  const { patientId } = useRecord()
  if (outcome.missing.length > 0) {
    const questions = outcome.missing.map((id) => {
      const definition = definitionOf(knowledge, id)
      return definition === undefined ? id : pick(definition.question)
    })
    return (
      <Link href={patientPath(patientId, 'intake')}>
        {t.assessment.notKnownYet(questions.slice(0, 2), questions.length)}
      </Link>
    )
  }
  const rule = findRule(knowledge, outcome.rule)
  const form = knowledge.forms[outcome.form]
  const document = form === undefined ? undefined : knowledge.documents[form.document]
  return (
    <>
      {rule.note === null ? document && pick(document.title) : pick(rule.note)}{' '}
      <SourceNote
        factIds={outcome.factIds}
        document={form?.document}
        said={outcome.status === 'none' ? undefined : terms.sourceStatus[outcome.status]}
      />
    </>
  )
}

/** Estimates of the same document that belong beside this patient's assessment. */
function Estimates({ outcome, evidence }: { outcome: ExerciseOutcome; evidence: Assessment['evidence'] }) {
  const { t } = useWords()
  const knowledge = useKnowledge()
  const document = knowledge.forms[outcome.form]?.document
  const found = evidence.flatMap(({ id }) => {
    const estimate = knowledge.evidence[id]
    return estimate !== undefined && estimate.document === document ? [estimate] : []
  })
  if (found.length === 0) return null
  return (
    <div className="d-stack" role="group" aria-label={t.assessment.estimates}>
      <h4>{t.assessment.estimates}</h4>
      {found.map((estimate) => (
        <ForestMark key={estimate.id} estimate={estimate} />
      ))}
    </div>
  )
}
