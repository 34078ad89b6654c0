import '@dosis/ui/patient.css'
import './patient-app.css'
import { createClient } from '@dosis/api'
import { applyTheme } from '@dosis/ui/patient'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'

applyTheme()
const root = document.getElementById('root')
if (root === null) throw new Error('index.html needs an element with id "root"')
createRoot(root).render(
  <StrictMode>
    <App call={createClient()} />
  </StrictMode>,
)

if ('serviceWorker' in navigator && import.meta.env.PROD) {
  void navigator.serviceWorker.register('/p/sw.js', { scope: '/p/' })
}
