import { Button, PhoneScreen } from '@dosis/ui/patient'
import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { EmergencyLink } from '../emergency/EmergencyLink.tsx'
import { useOneTap } from './double-tap.ts'
import { useTexts } from './use-texts.ts'

interface PageProps {
  /** Name of the page, for the window and for who cannot see it. */
  readonly title: string
  /** Goes one step back; what was answered stays. */
  readonly onBack?: (() => void) | undefined
  readonly head?: ReactNode
  readonly action?: ReactNode
  readonly foot?: ReactNode
  readonly children: ReactNode
}

/** A page of the app: back and emergency above, one thing in the middle, one action under the thumb. */
export function Page({ title, onBack, head, action, foot, children }: PageProps) {
  const { texts } = useTexts()
  const place = useRef<HTMLDivElement>(null)
  useArrival(title, () => place.current?.querySelector('main'))
  const oneTap = useOneTap(title)
  return (
    <div ref={place} onClickCapture={oneTap}>
      <PhoneScreen
        head={
          <>
            {onBack !== undefined && (
              <Button kind="quiet" icon={ArrowLeft} onClick={onBack}>
                {texts.back}
              </Button>
            )}
            {head}
            <EmergencyLink />
          </>
        }
        action={action}
        foot={foot}
      >
        {children}
      </PhoneScreen>
    </div>
  )
}

/** On arrival: the name in the window, the top in sight, and the reader's place at the start of the page. */
export function useArrival(title: string, main: () => HTMLElement | null | undefined): void {
  const find = useRef(main)
  find.current = main
  useEffect(() => {
    document.title = `${title} · Dosis`
  }, [title])
  useEffect(() => {
    window.scrollTo(0, 0)
    find.current()?.focus({ preventScroll: true })
  }, [])
}
