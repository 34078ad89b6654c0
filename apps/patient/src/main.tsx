import '@dosis/ui/patient.css'
import './patient-app.css'
import { createClient } from '@dosis/api'
import { applyTheme } from '@dosis/ui/patient'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { otherWindows } from './data/other-windows.ts'
import { createPhone } from './data/phone.ts'
import { createPhoneClock } from './data/phone-clock.ts'
import { openPhoneStore } from './data/phone-store.ts'
import { sendRequest } from './data/send-request.ts'
import { watchTaps } from './frame/double-tap.ts'
import { catchInstallPrompt } from './install/install-prompt.ts'
import { takeLinkToken } from './open/link-token.ts'
import { registerServiceWorker } from './update-app.ts'

// First of all: nobody who looks at this screen, or its history, should find the token.
const token = takeLinkToken()
applyTheme()
catchInstallPrompt()
watchTaps()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html needs an element with id "root"')
const clock = createPhoneClock()
const windows = otherWindows()
const phone = createPhone({
  call: createClient(sendRequest(clock)),
  store: openPhoneStore(),
  clock,
  alone: windows.alone,
  tellOthers: windows.tell,
})
createRoot(root).render(
  <StrictMode>
    <App phone={phone} clock={clock} windows={windows} token={token} />
  </StrictMode>,
)

if ('serviceWorker' in navigator && import.meta.env.PROD) void registerServiceWorker()
