import '../src/styles.css'
import '../src/fonts-patient.css'
import './gallery.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { applyTheme, isLanguage, LanguageProvider } from '../src/index.ts'
import { remember } from '../src/storage.ts'
import { ClinicScreens } from './clinic.tsx'
import { PatientScreens } from './patient.tsx'

/** Which specimen: `?app=clinic|patient&screen=…&lang=nl|en&theme=light|dark`. */
const asked = new URLSearchParams(location.search)
const app = asked.get('app') === 'patient' ? 'patient' : 'clinic'
const theme = asked.get('theme')
const language = asked.get('lang')
const screen = asked.get('screen') ?? 'all'

document.documentElement.dataset['app'] = app
if (theme === 'light' || theme === 'dark') {
  remember('dosis.theme', theme)
  applyTheme(theme)
}

const root = document.getElementById('root')
if (!root) throw new Error('the gallery page has no root')
createRoot(root).render(
  <StrictMode>
    <LanguageProvider initial={isLanguage(language) ? language : 'nl'}>
      {app === 'patient' ? <PatientScreens screen={screen} /> : <ClinicScreens screen={screen} />}
    </LanguageProvider>
  </StrictMode>,
)
