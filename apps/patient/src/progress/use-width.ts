import { type RefObject, useEffect, useRef, useState } from 'react'

/** The width in pixels of the place where a figure stands, so that its letters keep their size on every screen. */
export function useWidth<E extends HTMLElement>(first: number): [RefObject<E | null>, number] {
  const place = useRef<E>(null)
  const [width, setWidth] = useState(first)
  useEffect(() => {
    const element = place.current
    if (element === null || typeof ResizeObserver === 'undefined') return undefined
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [place, width]
}
