import { Logo, TabBar } from '@dosis/ui/patient'
import { CalendarCheck, Route } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { Page } from './Page.tsx'
import { OtherLanguage } from './OtherLanguage.tsx'
import { useTexts } from './use-texts.ts'

interface PatientFrameProps {
  readonly title: string
  readonly children: ReactNode
  readonly action?: ReactNode
}

/** The frame of the two places of the app; the player and the stop screen stand outside it. */
export function PatientFrame({ title, children, action }: PatientFrameProps) {
  const { texts } = useTexts()
  const [place] = useLocation()
  return (
    <Page
      title={title}
      head={
        <>
          <Logo />
          <OtherLanguage />
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
    </Page>
  )
}
