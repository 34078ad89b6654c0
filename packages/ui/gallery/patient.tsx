import { CalendarDays, Pause, Phone, Play, Route, Square } from 'lucide-react'
import { useState } from 'react'
import {
  AnswerList,
  Button,
  FilledCircles,
  LanguageSwitch,
  Logo,
  Notice,
  PageHeader,
  Panel,
  PhaseGround,
  PhoneScreen,
  ProgressPath,
  QuantityField,
  Ring,
  SaveState,
  ScaleField,
  Section,
  TabBar,
  TextArea,
  useLanguage,
} from '../src/patient.ts'
import { useWords } from './words.ts'

const screens = {
  today: Today,
  run: Run,
  walk: Walk,
  effort: Effort,
  pain: Pain,
  wrong: Wrong,
  stop: Stop,
  progress: Progress,
} as const

/** The patient's screens as specimens; without a name all of them, one under the other. */
export function PatientScreens({ screen }: { screen: string }) {
  const One = screen in screens ? screens[screen as keyof typeof screens] : undefined
  return One ? <One /> : <Today />
}

function Tabs({ current }: { current: 'today' | 'progress' }) {
  const t = useWords()
  return (
    <TabBar
      items={[
        {
          href: '?app=patient&screen=today',
          label: t('Vandaag', 'Today'),
          icon: CalendarDays,
          current: current === 'today',
        },
        {
          href: '?app=patient&screen=progress',
          label: t('Voortgang', 'Progress'),
          icon: Route,
          current: current === 'progress',
        },
      ]}
    />
  )
}

const Head = () => (
  <>
    <Logo size={30} />
    <LanguageSwitch short />
  </>
)

function Today() {
  const t = useWords()
  const { formatDate } = useLanguage()
  return (
    <PhoneScreen
      head={<Head />}
      action={
        <Button kind="primary" size="large" wide icon={Play}>
          {t('Beginnen', 'Start')}
        </Button>
      }
      foot={<Tabs current="today" />}
    >
      <PageHeader
        above={formatDate('2026-11-22', 'weekday')}
        title={t('Rustig opbouwen voor uw rug', 'Building up gently for your back')}
      />
      <Panel>
        <h2>{t('Hardlopen en wandelen', 'Running and walking')}</h2>
        <p>
          {t(
            '28 minuten: eerst 5 minuten wandelen, dan 8 keer afwisselen.',
            '28 minutes: first walk for 5 minutes, then change 8 times.',
          )}
        </p>
      </Panel>
      <Section title={t('Deze week', 'This week')}>
        <FilledCircles done={2} planned={3} />
      </Section>
      <SaveState state="saved_here" />
    </PhoneScreen>
  )
}

function Player({ phase }: { phase: 'run' | 'walk' }) {
  const t = useWords()
  return (
    <PhaseGround phase={phase}>
      <PhoneScreen
        action={
          <div className="d-stack">
            <Button kind="primary" size="large" wide icon={Pause}>
              {t('Pauze', 'Pause')}
            </Button>
            <Button size="large" wide icon={Square}>
              {t('Stoppen', 'Stop')}
            </Button>
          </div>
        }
      >
        <h1 className="d-phase-word">{phase === 'run' ? t('Hardlopen', 'Run') : t('Wandelen', 'Walk')}</h1>
        <Ring remaining={phase === 'run' ? 37 : 88} total={phase === 'run' ? 60 : 120}>
          {t('3 van 8', '3 of 8')}
        </Ring>
        <p className="d-phase-next">
          {phase === 'run'
            ? t('Hierna: 2 minuten wandelen', 'Next: walk for 2 minutes')
            : t('Hierna: 1 minuut hardlopen', 'Next: run for 1 minute')}
        </p>
      </PhoneScreen>
    </PhaseGround>
  )
}

function Run() {
  return <Player phase="run" />
}

function Walk() {
  return <Player phase="walk" />
}

function Effort() {
  const t = useWords()
  const [value, setValue] = useState<number | undefined>(13)
  const words: Record<number, [string, string]> = {
    7: ['heel, heel licht', 'very, very light'],
    9: ['heel licht', 'very light'],
    11: ['tamelijk licht', 'fairly light'],
    13: ['redelijk zwaar', 'somewhat hard'],
    15: ['zwaar', 'hard'],
    17: ['heel zwaar', 'very hard'],
    19: ['heel, heel zwaar', 'very, very hard'],
  }
  const steps = Array.from({ length: 15 }, (_, place) => {
    const pair = words[place + 6]
    return { value: place + 6, word: pair ? t(...pair) : undefined }
  })
  return (
    <PhoneScreen
      head={<Head />}
      action={
        <Button kind="primary" size="large" wide>
          {t('Verder', 'Continue')}
        </Button>
      }
    >
      <ScaleField
        heading={1}
        label={t('Hoe zwaar was het?', 'How hard was it?')}
        steps={steps}
        value={value}
        onChange={setValue}
      />
    </PhoneScreen>
  )
}

function Pain() {
  const t = useWords()
  const [value, setValue] = useState<number | undefined>(3)
  const [weight, setWeight] = useState<number | undefined>(undefined)
  const steps = Array.from({ length: 11 }, (_, place) => ({
    value: place,
    word: place === 0 ? t('geen pijn', 'no pain') : place === 10 ? t('ergste pijn', 'worst pain') : undefined,
  }))
  return (
    <PhoneScreen
      head={<Head />}
      action={
        <Button kind="primary" size="large" wide>
          {t('Verder', 'Continue')}
        </Button>
      }
    >
      <ScaleField
        heading={1}
        as="grid"
        label={t('Hoeveel pijn heeft u nu?', 'How much pain do you have now?')}
        steps={steps}
        value={value}
        onChange={setValue}
      />
      <QuantityField
        label={t('Uw gewicht vandaag', 'Your weight today')}
        unit="kg"
        decimals={1}
        min={20}
        max={300}
        value={weight}
        onChange={setWeight}
      />
      <TextArea label={t('Wilt u nog iets zeggen?', 'Is there anything else?')} value="" onChange={() => undefined} />
    </PhoneScreen>
  )
}

function Wrong() {
  const t = useWords()
  const [value, setValue] = useState<readonly string[]>(['fall'])
  return (
    <PhoneScreen
      head={<Head />}
      action={
        <Button kind="primary" size="large" wide>
          {t('Verder', 'Continue')}
        </Button>
      }
    >
      <AnswerList
        heading={1}
        many
        label={t('Was er iets mis?', 'Was anything wrong?')}
        hint={t('U mag meer dan één antwoord kiezen.', 'You may choose more than one answer.')}
        options={[
          { value: 'none', label: t('Nee, het ging goed', 'No, it went well') },
          { value: 'pain', label: t('Meer pijn dan anders', 'More pain than usual') },
          { value: 'fall', label: t('Ik ben gevallen', 'I fell') },
          { value: 'dizzy', label: t('Ik was duizelig', 'I was dizzy') },
          {
            value: 'other',
            label: t('Iets anders', 'Something else'),
            detail: t('U kunt het hierna opschrijven.', 'You can write it down next.'),
          },
        ]}
        value={value}
        onChange={setValue}
      />
    </PhoneScreen>
  )
}

function Stop() {
  const t = useWords()
  return (
    <PhoneScreen
      action={
        <Button kind="danger" size="large" wide icon={Phone}>
          {t('Bel 112', 'Call 112')}
        </Button>
      }
    >
      <PageHeader
        title={t('Stop nu. Ga zitten.', 'Stop now. Sit down.')}
        lead={t(
          'Bel 112 als de pijn op de borst niet binnen enkele minuten weg is.',
          'Call 112 if the chest pain does not pass within a few minutes.',
        )}
      />
      <Notice kind="stop" title={t('Zeg dit', 'Say this')}>
        {t('“Ik heb pijn op de borst na inspanning.”', '“I have chest pain after exercise.”')}
      </Notice>
    </PhoneScreen>
  )
}

function Progress() {
  const t = useWords()
  const levels = [2, 3, 4, 4, 5, 5, 6, 7, 7, 8, 9, 10]
  const done = [3, 3, 3, 0, 3, 2, 0, 0, 0, 0, 0, 0]
  return (
    <PhoneScreen head={<Head />} foot={<Tabs current="progress" />}>
      <PageHeader
        title={t('Voortgang', 'Progress')}
        lead={t('U loopt nu 6 minuten meer dan in week 1.', 'You now walk 6 minutes more than in week 1.')}
      />
      <ProgressPath
        now={6}
        weeks={levels.map((level, place) => ({ week: place + 1, level, planned: 3, done: done[place] ?? 0 }))}
      />
      <Section title={t('Deze week', 'This week')}>
        <FilledCircles done={2} planned={3} />
      </Section>
      <Section title={t('Zonder niveaus', 'Without levels')}>
        <ProgressPath
          now={3}
          weeks={[1, 2, 3, 4, 5, 6].map((week) => ({ week, planned: 2, done: week < 3 ? 2 : 1 }))}
        />
      </Section>
    </PhoneScreen>
  )
}
