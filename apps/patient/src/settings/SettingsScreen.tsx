import { AnswerList, Button, ButtonLink, LanguageSwitch, ThemeSwitch } from '@dosis/ui/patient'
import { useEffect, useState } from 'react'
import { Page } from '../frame/Page.tsx'
import { goBack } from '../frame/go-back.ts'
import { useTexts } from '../frame/use-texts.ts'
import { InstallHint } from '../install/InstallHint.tsx'
import { sessionSound } from '../session/session-sound.ts'
import { say } from '../session/sound.ts'
import { vibrations } from '../session/tones.ts'
import { cues, keepCueSettings, useCueSettings } from './cue-settings.ts'

/** Sound, spoken word and vibration, with a way to try them; language and paper; what Dosis is not. */
export function SettingsScreen() {
  const { texts, language } = useTexts()
  const [settings, setSettings] = useState(useCueSettings())
  useEffect(() => () => sessionSound.close(), [])

  const listen = (phase: 'run' | 'walk') => {
    sessionSound.open()
    if (settings.sound) sessionSound.schedule([{ inSeconds: 0.05, kind: phase }])
    if (settings.vibration) navigator.vibrate?.([...vibrations[phase]])
    if (settings.voice) say(texts.spoken[phase], language)
  }
  return (
    <Page title={texts.settings} onBack={goBack}>
      <h1>{texts.settings}</h1>
      <section className="p-section">
        <h2>{texts.duringSession}</h2>
        <AnswerList
          many
          label={texts.duringSession}
          labelHidden
          options={cues.map((cue) => ({ value: cue, label: texts.cues[cue] }))}
          value={cues.filter((cue) => settings[cue])}
          onChange={(chosen) => {
            const next = {
              sound: chosen.includes('sound'),
              voice: chosen.includes('voice'),
              vibration: chosen.includes('vibration'),
            }
            keepCueSettings(next)
            setSettings(next)
          }}
        />
        <div className="p-choices">
          <Button onClick={() => listen('run')}>{texts.tryRun}</Button>
          <Button onClick={() => listen('walk')}>{texts.tryWalk}</Button>
        </div>
      </section>
      <section className="p-section">
        <h2>{texts.language}</h2>
        <LanguageSwitch />
      </section>
      <section className="p-section">
        <h2>{texts.colours}</h2>
        <ThemeSwitch />
      </section>
      <ButtonLink wide href="#/who">
        {texts.who.title}
      </ButtonLink>
      <InstallHint />
      <p className="p-quiet">{texts.notADevice}</p>
    </Page>
  )
}
