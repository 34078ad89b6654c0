import { openPhone } from './browser.ts'
import { everyPatientScreen } from './patient/every-patient-screen.ts'

everyPatientScreen('on a phone, in Dutch, in the light', {
  open: openPhone,
  language: 'nl',
  locale: 'nl-NL',
  colorScheme: 'light',
})
