import { type MouseEvent as ClickEvent, useLayoutEffect, useRef } from 'react'

/** Two taps within this time are one tap of an unsteady hand. */
const oneTapMilliseconds = 500

let clicks = 0
let lastAt = Number.NEGATIVE_INFINITY
let beforeAt = Number.NEGATIVE_INFINITY

/** Listens from now on to when the patient taps; call once. */
export function watchTaps(): void {
  window.addEventListener(
    'click',
    ({ timeStamp }) => {
      clicks += 1
      beforeAt = lastAt
      lastAt = timeStamp
    },
    { capture: true },
  )
}

/**
 * Keeps the second half of a double tap from pressing what has just come in the place of the button that was meant.
 * @param what changes when other buttons take that place
 * @returns for `onClickCapture` of what holds the buttons
 */
export function useOneTap(what: string): (event: ClickEvent) => void {
  const clicksBefore = useRef(clicks)
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- `what` says when to count anew
  useLayoutEffect(() => {
    clicksBefore.current = clicks
  }, [what])
  return (event) => {
    const isFirst = clicks - clicksBefore.current === 1
    if (!isFirst || !isSecondHalf(event.nativeEvent)) return
    event.preventDefault()
    event.stopPropagation()
  }
}

/** A mouse counts its clicks itself; of a finger only the time is known. */
function isSecondHalf(event: MouseEvent): boolean {
  const isMouse = 'pointerType' in event && event.pointerType === 'mouse'
  return isMouse ? event.detail > 1 : event.detail > 0 && event.timeStamp - beforeAt < oneTapMilliseconds
}
