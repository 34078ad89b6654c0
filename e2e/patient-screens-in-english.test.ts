import { openLaptop } from './browser.ts'
import { everyPatientScreen } from './patient/every-patient-screen.ts'

everyPatientScreen('on a laptop, in English, in the dark', {
  open: openLaptop,
  language: 'en',
  locale: 'en-GB',
  colorScheme: 'dark',
})
