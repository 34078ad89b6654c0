import { Monitor, Moon, Sun } from 'lucide-react'
import { Icon } from './Icon.tsx'
import { useMessages } from './language.tsx'
import { themes, useTheme } from './theme.ts'

const icons = { system: Monitor, light: Sun, dark: Moon } as const

/** Light or dark paper, or as the device has it. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme()
  const words = useMessages()
  return (
    <div className="d-switch" role="group" aria-label={words.theme}>
      {themes.map((each) => (
        <button key={each} type="button" aria-pressed={each === theme} onClick={() => setTheme(each)}>
          <Icon of={icons[each]} />
          <span>{words.themes[each]}</span>
        </button>
      ))}
    </div>
  )
}
