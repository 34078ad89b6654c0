import { LanguageSwitch, Logo, PhoneScreen, TabBar } from '@dosis/ui/patient'
import { CalendarCheck, Route } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { useTexts } from './use-texts.ts'

/** The frame of the two places of the app; the player and the stop screen stand outside it. */
export function PatientFrame({ children, action }: { children: ReactNode; action?: ReactNode }) {
  const { texts } = useTexts()
  const [place] = useLocation()
  return (
    <PhoneScreen
      head={
        <>
          <Logo />
          <LanguageSwitch short />
        </>
      }
      action={action}
      foot={
        <TabBar
          items={[
            { href: '#/', label: texts.today, icon: CalendarCheck, current: place === '/' },
            { href: '#/progress', label: texts.progress, icon: Route, current: place === '/progress' },
          ]}
        />
      }
    >
      {children}
    </PhoneScreen>
  )
}
