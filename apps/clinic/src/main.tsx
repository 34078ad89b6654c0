import '@dosis/ui/styles.css'
import './clinic.css'
import { createClient } from '@dosis/api'
import { applyTheme } from '@dosis/ui'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { printOnPaper } from './frame/print-on-paper.ts'

applyTheme()
printOnPaper()
const root = document.getElementById('root')
if (root === null) throw new Error('index.html needs an element with id "root"')
createRoot(root).render(
  <StrictMode>
    <App call={createClient()} />
  </StrictMode>,
)
