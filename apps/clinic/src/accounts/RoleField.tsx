import { type ProfessionalRole, professionalRoles } from '@dosis/api'
import { ChoiceField } from '@dosis/ui'
import { useWords } from '../frame/words.ts'

interface RoleFieldProps {
  value: ProfessionalRole | undefined
  onChange: (role: ProfessionalRole | undefined) => void
  problem?: string | undefined
  disabled?: boolean
}

/** A role, and what the chosen one does. */
export function RoleField({ value, onChange, problem, disabled }: RoleFieldProps) {
  const { t } = useWords()
  const options = professionalRoles.map((role) => ({ value: role, label: t.role[role] }))
  return (
    <ChoiceField
      label={t.accounts.role}
      hint={value === undefined ? t.accounts.roleHint : t.accounts.roleDoes[value]}
      options={options}
      value={value}
      onChange={onChange}
      unknownLabel={null}
      problem={problem}
      disabled={disabled}
    />
  )
}
