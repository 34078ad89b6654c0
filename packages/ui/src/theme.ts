import { useEffect, useState } from 'react'
import { remember, remembered } from './storage.ts'

export const themes = ['system', 'light', 'dark'] as const
/** Follow the device, or the reader's own choice of paper. */
export type Theme = (typeof themes)[number]

const key = 'dosis.theme'

const isTheme = (value: string | null): value is Theme => themes.some((theme) => theme === value)

/** Writes the theme on `<html data-theme>`; call once before the first paint to avoid a flash. */
export function applyTheme(theme: Theme = rememberedTheme()): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

function rememberedTheme(): Theme {
  const kept = remembered(key)
  return isTheme(kept) ? kept : 'system'
}

/** The theme of the page and the way to change it; kept on this device. */
export function useTheme() {
  const [theme, choose] = useState<Theme>(rememberedTheme)
  useEffect(() => applyTheme(theme), [theme])
  return {
    theme,
    setTheme: (next: Theme) => {
      remember(key, next)
      choose(next)
    },
  }
}
