import type { AdverseEventReport } from '@dosis/domain'
import { AnswerList, TextArea } from '@dosis/ui/patient'
import { useTexts } from '../frame/use-texts.ts'

const severities = ['mild', 'moderate', 'severe'] as const satisfies readonly AdverseEventReport['severity'][]

interface SeverityQuestionProps {
  readonly severity: AdverseEventReport['severity'] | undefined
  readonly description: string
  readonly onSeverity: (severity: AdverseEventReport['severity']) => void
  readonly onDescription: (description: string) => void
}

/** Longest text that the server takes. */
export const longestText = 2000

/** How bad it is as the patient judges it, and room to tell more. */
export function SeverityQuestion({ severity, description, onSeverity, onDescription }: SeverityQuestionProps) {
  const { texts } = useTexts()
  return (
    <>
      <AnswerList
        label={texts.severity}
        labelHidden
        options={severities.map((value) => ({ value, label: texts.severities[value] }))}
        value={severity}
        onChange={onSeverity}
      />
      <TextArea
        label={texts.tellMore}
        hint={texts.tellMoreHint}
        value={description}
        onChange={onDescription}
        maxLength={longestText}
      />
    </>
  )
}
