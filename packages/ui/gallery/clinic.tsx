import { BookOpen, CalendarCheck, ChartNoAxesColumn, Pencil, Plus, Stethoscope, Users } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import {
  Button,
  ButtonLink,
  type Certainty,
  CertaintyMark,
  ChoiceField,
  ConfirmBar,
  DataTable,
  DateField,
  Dialog,
  Disclosure,
  EmptyState,
  FieldList,
  Frame,
  Kbd,
  LanguageSwitch,
  Loading,
  Logo,
  MultiChoice,
  Notice,
  PageHeader,
  PatientHeader,
  QuantityField,
  Rail,
  type Reason,
  ReasonChain,
  SaveState,
  Screen,
  SearchField,
  Section,
  SegmentedControl,
  SmallMultiple,
  StillNeeded,
  Tag,
  TextArea,
  TextField,
  ThemeSwitch,
  ThresholdAxis,
  Timeline,
  useLanguage,
  type Verdict,
  VerdictMark,
  verdicts,
  WhyNumber,
  WorkList,
  YesNoField,
} from '../src/index.ts'
import { useWords } from './words.ts'

const screens = {
  patients: Patients,
  intake: Intake,
  assessment: Assessment,
  plan: Plan,
  follow: FollowUp,
  parts: Parts,
} as const

/** The therapist's screens as specimens: the components where they will stand. */
export function ClinicScreens({ screen }: { screen: string }) {
  const t = useWords()
  const Specimen = screen in screens ? screens[screen as keyof typeof screens] : Parts
  return (
    <Frame
      rail={
        <Rail
          home="?screen=patients"
          items={[
            {
              href: '?screen=patients',
              label: t('Patiënten', 'Patients'),
              icon: Users,
              current: true,
              count: { figure: 4, words: t('4 wachten', '4 waiting') },
            },
            { href: '?screen=follow', label: t('Vandaag', 'Today'), icon: CalendarCheck },
            { href: '?screen=assessment', label: t('Bewijs', 'Evidence'), icon: ChartNoAxesColumn },
            { href: '?screen=parts', label: t('Kennis', 'Knowledge'), icon: BookOpen },
            { href: '?screen=plan', label: t('Praktijk', 'Practice'), icon: Stethoscope },
          ]}
          foot={<LanguageSwitch short />}
        />
      }
    >
      <Specimen />
    </Frame>
  )
}

function Head({ current }: { current: string }) {
  const t = useWords()
  const places = [
    ['intake', 'Intake', 'Intake'],
    ['assessment', 'Beoordeling', 'Assessment'],
    ['plan', 'Plan', 'Plan'],
    ['follow', 'Verloop', 'Follow-up'],
    ['evaluation', 'Evaluatie', 'Evaluation'],
  ] as const
  return (
    <PatientHeader
      name="Femke Voorbeeld"
      about={t('72 jaar, vrouw', '72 years, woman')}
      conditions={[t('osteoporose', 'osteoporosis'), t('hartfalen', 'heart failure')]}
      warnings={<Tag kind="caution">{t('bètablokker', 'beta-blocker')}</Tag>}
      unknown={<a href="#kidney">{t('Nog niet bekend: 3', 'Not yet known: 3')}</a>}
      placesLabel={t('Onderdelen', 'Parts')}
      places={places.map(([screen, nl, en]) => ({
        href: `?screen=${screen}`,
        label: t(nl, en),
        current: screen === current,
      }))}
      actions={<SaveState state="saved" at="2026-11-22T14:05:00+01:00" />}
    />
  )
}

function Patients() {
  const t = useWords()
  const [search, setSearch] = useState('')
  return (
    <Screen width="wide">
      <PageHeader
        title={t('Patiënten', 'Patients')}
        above={t('zondag 22 november', 'Sunday 22 November')}
        actions={
          <>
            <SearchField label={t('Zoek op naam', 'Search by name')} value={search} onChange={setSearch} shortcut="/" />
            <Button kind="primary" icon={Plus}>
              {t('Nieuwe patiënt', 'New patient')}
            </Button>
          </>
        }
      />
      <Section title={t('Stop en bel', 'Stop and call')} note="1">
        <WorkList
          items={[
            {
              key: '1',
              who: 'Bram Denkbeeldig',
              href: '#bram',
              about: t('64 jaar, hartfalen', '64 years, heart failure'),
              mark: <Tag kind="stop">{t('stop', 'stop')}</Tag>,
              what: t(
                'Meldde pijn op de borst tijdens de training van vanochtend.',
                'Reported chest pain during this morning’s session.',
              ),
              since: '09:12',
              urgent: true,
              action: (
                <ButtonLink href="#bram" kind="primary">
                  {t('Bekijken', 'Open')}
                </ButtonLink>
              ),
            },
          ]}
        />
      </Section>
      <Section title={t('Evaluatie nodig', 'Evaluation due')} note="2">
        <WorkList
          items={[
            {
              key: '2',
              who: 'Femke Voorbeeld',
              href: '#femke',
              about: t('72 jaar, osteoporose, hartfalen', '72 years, osteoporosis, heart failure'),
              what: t('Zes weken na de start.', 'Six weeks after the start.'),
              since: t('2 dagen', '2 days'),
              action: <ButtonLink href="#femke">{t('Evalueren', 'Evaluate')}</ButtonLink>,
            },
            {
              key: '3',
              who: 'Joris Verzonnen',
              href: '#joris',
              about: t('41 jaar, lage rugpijn', '41 years, low back pain'),
              what: t(
                'Zes weken na de start; twee vragenlijsten ontbreken.',
                'Six weeks after the start; two questionnaires are missing.',
              ),
              since: t('vandaag', 'today'),
              action: <ButtonLink href="#joris">{t('Evalueren', 'Evaluate')}</ButtonLink>,
            },
          ]}
        />
      </Section>
      <Section title={t('Plan bevestigen', 'Confirm the plan')} note="0">
        <EmptyState>{t('Niemand wacht op u.', 'Nobody is waiting for you.')}</EmptyState>
      </Section>
    </Screen>
  )
}

function Intake() {
  const t = useWords()
  const [facts, setFacts] = useState<Record<string, unknown>>({ smoking: false, weight: 72.5, fall: true })
  const set = (key: string) => (value: unknown) => setFacts((now) => ({ ...now, [key]: value }))
  return (
    <>
      <Head current="intake" />
      <Screen
        asideLabel={t('Nog nodig', 'Still needed')}
        asideStays
        aside={
          <>
            <Section title={t('Tot nu toe', 'So far')}>
              <VerdictMark verdict="allowed_with_conditions" size="large" />
              <p>
                {t(
                  'Mag starten in de eerste lijn, mits de huisarts op de hoogte is.',
                  'May start in primary care, if the GP is informed.',
                )}
              </p>
            </Section>
            <Section title={t('Nog nodig', 'Still needed')} note="2">
              <StillNeeded
                facts={[
                  {
                    field: 'kidney',
                    label: t('Nierfunctie', 'Kidney function'),
                    why: t(
                      'Bepaalt of vooraf overleg met de huisarts nodig is.',
                      'Decides whether the GP must be consulted first.',
                    ),
                  },
                  {
                    field: 'fracture',
                    label: t('Wervelbreuk', 'Vertebral fracture'),
                    why: t('Bepaalt welke aanbeveling geldt.', 'Decides which recommendation holds.'),
                  },
                ]}
              />
            </Section>
          </>
        }
      >
        <PageHeader
          title="Intake"
          lead={t(
            'In elke volgorde. Wat u leeg laat, blijft niet bekend.',
            'In any order. What you leave empty stays not known.',
          )}
        />
        <Section title={t('Metingen', 'Measurements')}>
          <FieldList>
            <QuantityField
              label={t('Gewicht', 'Weight')}
              unit="kg"
              decimals={1}
              min={20}
              max={300}
              value={facts['weight'] as number | undefined}
              onChange={set('weight')}
            />
            <QuantityField
              id="kidney"
              label={t('Nierfunctie (eGFR)', 'Kidney function (eGFR)')}
              unit="ml/min"
              min={0}
              max={200}
              value={facts['egfr'] as number | undefined}
              onChange={set('egfr')}
              hint={t('Van de laatste uitslag.', 'From the latest result.')}
            />
            <QuantityField
              label={t('Rustpols', 'Resting pulse')}
              unit={t('per minuut', 'per minute')}
              min={20}
              max={250}
              usual={{ from: 40, to: 110 }}
              value={(facts['pulse'] as number | undefined) ?? 118}
              onChange={set('pulse')}
            />
            <DateField
              label={t('Datum van de breuk', 'Date of the fracture')}
              max="2026-11-22"
              value={facts['date'] as string | undefined}
              onChange={set('date')}
            />
            <ChoiceField
              label={t('NYHA-klasse', 'NYHA class')}
              options={['I', 'II', 'III', 'IV'].map((value) => ({ value, label: value }))}
              value={facts['nyha'] as string | undefined}
              onChange={set('nyha')}
            />
          </FieldList>
        </Section>
        <Section title={t('Breuken en vallen', 'Fractures and falls')}>
          <FieldList>
            <YesNoField
              id="fracture"
              label={t('Wervelbreuk', 'Vertebral fracture')}
              value={facts['fracture'] as boolean | undefined}
              onChange={set('fracture')}
            />
            <YesNoField
              label={t('Gevallen in de laatste 12 maanden', 'Fell in the last 12 months')}
              value={facts['fall'] as boolean | undefined}
              onChange={set('fall')}
            />
            <YesNoField
              label={t('Rookt', 'Smokes')}
              value={facts['smoking'] as boolean | undefined}
              onChange={set('smoking')}
              beside={
                <Disclosure summary={t('Waarom', 'Why')}>
                  {t('Telt mee in het breukrisico.', 'Counts towards the fracture risk.')}
                </Disclosure>
              }
            />
            <MultiChoice
              label={t('Medicijnen', 'Medicines')}
              options={[
                { value: 'beta', label: t('bètablokker', 'beta-blocker') },
                { value: 'nitrate', label: t('nitraat', 'nitrate') },
                { value: 'pred', label: 'prednison', detail: t('drie maanden of langer', 'three months or longer') },
              ]}
              value={facts['drugs'] as readonly string[] | undefined}
              onChange={set('drugs')}
            />
          </FieldList>
        </Section>
      </Screen>
    </>
  )
}

function useReasons(): readonly Reason[] {
  const t = useWords()
  return [
    {
      rule: t(
        'Krachttraining kan worden overwogen bij een verhoogd breukrisico, als aan alle zeven voorwaarden is voldaan.',
        'Strength training may be considered with a raised fracture risk, if all seven conditions hold.',
      ),
      ruleId: 'REC-OST-C2',
      facts: [
        t('breukrisico verhoogd', 'raised fracture risk'),
        t('kan het niet zelfstandig', 'not able to do it alone'),
      ],
      source: {
        name: t('Richtlijn osteoporose en fractuurpreventie', 'Guideline osteoporosis and fracture prevention'),
        edition: t('module C.2', 'module C.2'),
        status: t('concept, 1 april 2026', 'concept, 1 April 2026'),
      },
      certainty: 'very_low',
      statements: [
        {
          id: 'REC-OST-C2-p3',
          text: t('Het is aangepast aan wat de patiënt kan.', 'It is adapted to what the patient can do.'),
          place: 'C.2, L1680',
        },
        {
          id: 'REC-OST-C2-p6',
          text: t(
            'De stopcriteria zijn met de patiënt besproken.',
            'The stop criteria have been discussed with the patient.',
          ),
          place: 'C.2, L1682',
        },
      ],
    },
  ]
}

interface Form {
  key: string
  name: string
  verdict: Verdict
  reason: string
  certainty?: Certainty
}

function Assessment() {
  const t = useWords()
  const reasons = useReasons()
  const forms: Form[] = [
    {
      key: 'strength',
      name: t('Krachttraining', 'Strength training'),
      verdict: 'allowed_with_conditions',
      reason: t('Zeven voorwaarden; twee nog niet bekend.', 'Seven conditions; two not yet known.'),
      certainty: 'very_low',
    },
    {
      key: 'walking',
      name: t('Wandelen, interval', 'Interval walking'),
      verdict: 'allowed',
      reason: t('Past bij NYHA II en de huidige inspanning.', 'Fits NYHA II and the present effort.'),
      certainty: 'low',
    },
    {
      key: 'impact',
      name: t('Springen', 'Jumping'),
      verdict: 'unknown',
      reason: t('Eerst weten: wervelbreuk.', 'Ask first: vertebral fracture.'),
    },
    {
      key: 'wbv',
      name: t('Trilplaat', 'Whole-body vibration'),
      verdict: 'no_recommendation',
      reason: t('De werkgroep doet hier geen uitspraak over.', 'The working group makes no statement.'),
    },
    {
      key: 'hold',
      name: t('Persen met ingehouden adem', 'Straining with held breath'),
      verdict: 'not_allowed',
      reason: t('Niet bij hartfalen.', 'Not in heart failure.'),
    },
    {
      key: 'tempo',
      name: t('Borg 15 of meer', 'Borg 15 and above'),
      verdict: 'conflict',
      reason: t(
        'Twee bronnen spreken elkaar tegen. De voorzichtigste geldt tot u kiest.',
        'Two sources disagree. The more cautious one holds until you choose.',
      ),
    },
    {
      key: 'water',
      name: t('Oefenen in water', 'Exercise in water'),
      verdict: 'silent',
      reason: t('De richtlijn zegt hier niets over. U beslist.', 'The guideline says nothing about this. You decide.'),
    },
    {
      key: 'electro',
      name: t('Elektrotherapie', 'Electrotherapy'),
      verdict: 'not_supported',
      reason: t('Geen voorkeur in de literatuur.', 'No preference in the literature.'),
    },
  ]
  return (
    <>
      <Head current="assessment" />
      <Screen
        aside={
          <>
            <Section title={t('Zorgniveau', 'Level of care')} note={t('eenvoudig', 'simple')}>
              <p>
                {t(
                  'Eén hart- of vaataandoening, stabiel. Bewegen onder begeleiding van een fysiotherapeut.',
                  'One heart condition, stable. Exercise guided by a physiotherapist.',
                )}
              </p>
              <Disclosure summary={t('Alle criteria', 'All criteria')}>
                <ReasonChain reasons={reasons} />
              </Disclosure>
            </Section>
            <Notice title={t('Nog niet bekend: nierfunctie', 'Not yet known: kidney function')}>
              {t('Nodig voor: overleg vooraf met de huisarts.', 'Needed for: consulting the GP first.')}
            </Notice>
          </>
        }
      >
        <PageHeader
          above={t('Beoordeling, 22 november 2026', 'Assessment, 22 November 2026')}
          title={t(
            'Mag starten in de eerste lijn; overleg met de arts voordat u met springen begint.',
            'May start in primary care; contact the physician before any jumping.',
          )}
          actions={<Button kind="primary">{t('Plan maken', 'Make the plan')}</Button>}
        />
        <Notice
          kind="stop"
          title={t('Alarmsymptoom: pijn op de borst in rust', 'Red flag: chest pain at rest')}
          actions={<Button kind="danger">{t('Verwijzen', 'Refer')}</Button>}
        >
          {t(
            'Niet starten. Neem vandaag contact op met de verwijzer.',
            'Do not start. Contact the referring physician today.',
          )}
        </Notice>
        <Section title={t('Oefenvormen', 'Exercise forms')} note={t('8 beoordeeld', '8 assessed')}>
          <DataTable
            caption={t('Oefenvormen met oordeel en reden', 'Exercise forms with verdict and reason')}
            captionHidden
            rows={forms}
            rowKey={(form) => form.key}
            startsOpen={['strength']}
            detail={() => <ReasonChain reasons={reasons} />}
            columns={[
              { key: 'form', header: t('Vorm', 'Form'), cell: (form) => form.name, rowHeader: true, width: '28%' },
              {
                key: 'verdict',
                header: t('Oordeel', 'Verdict'),
                cell: (form) => <VerdictMark verdict={form.verdict} />,
                width: '24%',
                plainOnPhone: true,
              },
              { key: 'reason', header: t('Reden', 'Reason'), cell: (form) => form.reason, plainOnPhone: true },
              {
                key: 'certainty',
                header: t('Zekerheid', 'Certainty'),
                cell: (form) => form.certainty && <CertaintyMark certainty={form.certainty} />,
                plainOnPhone: true,
              },
            ]}
            note={
              <>
                {t('Richtlijn osteoporose en fractuurpreventie', 'Guideline osteoporosis and fracture prevention')}{' '}
                <Tag>{t('concept, 1 april 2026', 'concept, 1 April 2026')}</Tag>
              </>
            }
          />
        </Section>
      </Screen>
    </>
  )
}

function Plan() {
  const t = useWords()
  const [open, setOpen] = useState(false)
  const why = (text: string, changed?: string) => (
    <WhyNumber
      heldBy={[t('bètablokker: niet op hartslag sturen', 'beta-blocker: do not steer by heart rate')]}
      raisedBy={[t('doel: traplopen', 'goal: climbing stairs')]}
      changed={changed}
    >
      {text}
    </WhyNumber>
  )
  const rows = [
    { key: 'walk', name: t('Wandelen', 'Walking'), unit: t('min', 'min'), cells: [20, 20, 22, 22, 25, 25].map(String) },
    {
      key: 'squat',
      name: t('Opstaan uit stoel', 'Sit to stand'),
      unit: t('sets × herh.', 'sets × reps'),
      cells: ['2 × 8', '2 × 8', '2 × 10', '2 × 10', '3 × 10', '3 × 10'],
    },
    {
      key: 'row',
      name: t('Roeien met band', 'Band row'),
      unit: t('sets × herh.', 'sets × reps'),
      cells: ['2 × 8', '2 × 8', '2 × 8', '2 × 10', '2 × 10', '2 × 10'],
    },
  ]
  return (
    <>
      <Head current="plan" />
      <Screen width="wide">
        <PageHeader
          title={t('Plan voor zes weken', 'Plan for six weeks')}
          marks={<Tag>{t('ontwerp', 'draft')}</Tag>}
          lead={t(
            'Drie keer per week, Borg 11 tot 13. Elk getal laat zien waar het vandaan komt.',
            'Three times a week, Borg 11 to 13. Every number shows where it comes from.',
          )}
        />
        <DataTable
          caption={t('Dosis per week', 'Dose per week')}
          captionHidden
          onPhone="scroll"
          rows={rows}
          rowKey={(row) => row.key}
          columns={[
            { key: 'form', header: t('Vorm', 'Form'), cell: (row) => row.name, rowHeader: true },
            { key: 'unit', header: t('Eenheid', 'Unit'), cell: (row) => <span className="d-caption">{row.unit}</span> },
            ...[0, 1, 2, 3, 4, 5].map((week) => ({
              key: String(week),
              header: t(`Week ${week + 1}`, `Week ${week + 1}`),
              align: 'figures' as const,
              cell: (row: (typeof rows)[number]) =>
                why(
                  row.cells[week] ?? '',
                  week === 2 && row.key === 'walk' ? t('liep al langer', 'already walked longer') : undefined,
                ),
            })),
          ]}
        />
        <Notice kind="caution" title={t('Met de hand gewijzigd: week 3', 'Changed by hand: week 3')}>
          {t('Boven de gebruikelijke opbouw. Geef een reden.', 'Above the usual build-up. Give a reason.')}
        </Notice>
        <ConfirmBar
          actions={
            <>
              <Button onClick={() => setOpen(true)}>{t('Zo ziet de patiënt het', 'As the patient sees it')}</Button>
              <Button kind="primary">{t('Plan bevestigen', 'Confirm the plan')}</Button>
            </>
          }
        >
          {t(
            'Versie 1. Na bevestigen verandert deze versie niet meer.',
            'Version 1. Once confirmed, this version no longer changes.',
          )}
        </ConfirmBar>
        <Dialog
          open={open}
          onClose={() => setOpen(false)}
          title={t('Zo ziet de patiënt het', 'As the patient sees it')}
          actions={
            <Button kind="primary" onClick={() => setOpen(false)}>
              {t('Sluiten', 'Close')}
            </Button>
          }
        >
          <p className="d-reading">
            {t(
              'Vandaag wandelt u 20 minuten. U kunt dan nog praten.',
              'Today you walk for 20 minutes. You can still talk while you do.',
            )}
          </p>
        </Dialog>
      </Screen>
    </>
  )
}

function FollowUp() {
  const t = useWords()
  const weeks = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
  return (
    <>
      <Head current="follow" />
      <Screen
        aside={
          <Section title={t('Voorstel', 'Proposal')}>
            <p>
              {t(
                'Blijf op niveau 5. De pijn steeg na de laatste training.',
                'Stay at level 5. Pain rose after the last session.',
              )}
            </p>
            <Disclosure summary={t('Waarom', 'Why')}>
              <ReasonChain reasons={useReasons()} />
            </Disclosure>
          </Section>
        }
      >
        <PageHeader
          title={t('Verloop', 'Follow-up')}
          lead={t('Zes weken: 15 van 18 keer gedaan.', 'Six weeks: 15 of 18 sessions done.')}
        />
        <Timeline
          caption={t('Training, inspanning en pijn per week', 'Sessions, effort and pain by week')}
          weeks={weeks}
          now={5}
          strips={[
            {
              title: t('Trainingen', 'Sessions'),
              unit: t('per week', 'a week'),
              to: 3,
              series: [
                { name: t('gepland', 'planned'), kind: 'planned', values: weeks.map(() => 3) },
                {
                  name: t('gedaan', 'done'),
                  kind: 'done',
                  values: [3, 3, 2, 1, 3, 3, null, null, null, null, null, null],
                },
              ],
            },
            {
              title: t('Inspanning', 'Effort'),
              unit: 'Borg 6–20',
              from: 6,
              to: 20,
              series: [
                {
                  name: t('gemiddeld', 'mean'),
                  kind: 'line',
                  values: [11, 12, 12, null, 13, 14, null, null, null, null, null, null],
                },
              ],
            },
            {
              title: t('Pijn', 'Pain'),
              unit: '0–10',
              to: 10,
              series: [
                {
                  name: t('voor', 'before'),
                  kind: 'before',
                  values: [5, 4, 4, null, 3, 3, null, null, null, null, null, null],
                },
                {
                  name: t('na', 'after'),
                  kind: 'line',
                  values: [6, 5, 4, null, 4, 5, null, null, null, null, null, null],
                },
              ],
            },
          ]}
          events={[
            { week: 3, label: t('griep, een week rust', 'flu, a week of rest') },
            { week: 5, label: t('pijn in het been na de training', 'pain in the leg after the session'), severe: true },
          ]}
        />
        <SmallMultiple
          title={t('Niveau', 'Level')}
          weeks={weeks}
          now={5}
          from={1}
          to={13}
          series={[
            {
              name: t('niveau', 'level'),
              kind: 'line',
              values: [2, 3, 4, 4, 5, 5, null, null, null, null, null, null],
            },
          ]}
        />
        <Section title={t('Evaluatie', 'Evaluation')}>
          <ThresholdAxis
            label={t('Pijn, gemiddelde van 7 dagen (VAS)', 'Pain, mean of 7 days (VAS)')}
            unit="mm"
            change={-14}
            betterWhen="lower"
            measurementError={{ value: null }}
            individual={{ value: null }}
            group={{
              value: 20,
              source: t('vooraf gekozen verschil in het protocol', 'difference chosen in the protocol'),
            }}
            caveat={t(
              'Deze grens geldt voor groepen, niet voor één patiënt.',
              'This threshold is about groups, not about one patient.',
            )}
          />
          <ThresholdAxis
            label={t('Voorbeeld met drie grenzen', 'Specimen with three thresholds')}
            unit={t('punten', 'points')}
            change={7.5}
            decimals={1}
            betterWhen="higher"
            measurementError={{ value: 4.2, source: t('specimen, geen bron', 'specimen, no source') }}
            individual={{ value: 6, source: t('specimen, geen bron', 'specimen, no source') }}
            group={{ value: 9, source: t('specimen, geen bron', 'specimen, no source') }}
          />
        </Section>
      </Screen>
    </>
  )
}

function Parts() {
  const t = useWords()
  const { formatNumber, formatDate } = useLanguage()
  const [segment, setSegment] = useState<'mild' | 'medium' | 'severe'>('mild')
  const [weight, setWeight] = useState<number | undefined>(82)
  const [many, setMany] = useState<readonly string[] | undefined>([])
  const [text, setText] = useState('')
  const [note, setNote] = useState(t('Wil weer zelf boodschappen doen.', 'Wants to do the shopping alone again.'))
  const certainties: Certainty[] = ['high', 'moderate', 'low', 'very_low']
  return (
    <Screen width="wide">
      <PageHeader
        above={<Logo />}
        title={t('Componenten', 'Components')}
        lead={`${formatNumber(72.5, { unit: 'kg' })} · ${formatNumber(-14.45, { signed: true })} · ${formatDate('2026-04-01')}`}
        actions={<ThemeSwitch />}
      />
      <Section title={t('Knoppen', 'Buttons')}>
        <Row>
          <Button kind="primary">{t('Plan bevestigen', 'Confirm the plan')}</Button>
          <Button icon={Pencil}>{t('Wijzigen', 'Change')}</Button>
          <Button kind="quiet">{t('Terug', 'Back')}</Button>
          <Button kind="danger">{t('Stoppen', 'Stop')}</Button>
          <Button kind="primary" disabled>
            {t('Nog niet mogelijk', 'Not yet possible')}
          </Button>
          <Button kind="primary" busy>
            {t('Wordt verstuurd', 'Sending')}
          </Button>
          <Button size="small">{t('Klein', 'Small')}</Button>
          <Button size="large" kind="primary">
            {t('Groot', 'Large')}
          </Button>
          <Kbd>g</Kbd>
        </Row>
      </Section>
      <Section title={t('Oordelen', 'Verdicts')}>
        <div className="g-grid">
          {verdicts.map((verdict) => (
            <VerdictMark key={verdict} verdict={verdict} />
          ))}
        </div>
        <div className="g-grid">
          {certainties.map((certainty) => (
            <CertaintyMark key={certainty} certainty={certainty} />
          ))}
        </div>
        <Row>
          <Tag>{t('concept, 1 april 2026', 'concept, 1 April 2026')}</Tag>
          <Tag kind="accent">{t('bevestigd', 'confirmed')}</Tag>
          <Tag kind="caution">{t('bètablokker', 'beta-blocker')}</Tag>
          <Tag kind="stop">{t('stop', 'stop')}</Tag>
          <VerdictMark verdict="not_allowed" size="large" />
        </Row>
      </Section>
      <Section title={t('Velden', 'Fields')}>
        <div className="g-grid">
          <QuantityField
            label={t('Gewicht', 'Weight')}
            unit="kg"
            decimals={1}
            min={20}
            max={300}
            value={weight}
            onChange={setWeight}
          />
          <QuantityField
            label={t('Lengte', 'Height')}
            unit="cm"
            min={80}
            max={250}
            value={undefined}
            onChange={() => undefined}
            hint={t('Zonder schoenen.', 'Without shoes.')}
          />
          <SegmentedControl
            label={t('Ernst', 'Severity')}
            options={[
              { value: 'mild', label: t('licht', 'mild') },
              { value: 'medium', label: t('matig', 'moderate') },
              { value: 'severe', label: t('ernstig', 'severe') },
            ]}
            value={segment}
            onChange={setSegment}
          />
          <ChoiceField
            as="list"
            label={t('Fase', 'Phase')}
            options={[
              { value: 'a', label: t('acuut', 'acute') },
              {
                value: 'b',
                label: t('chronisch', 'chronic'),
                detail: t('langer dan 12 weken', 'longer than 12 weeks'),
              },
            ]}
            value={undefined}
            onChange={() => undefined}
          />
          <MultiChoice
            label={t('Aandoeningen', 'Conditions')}
            options={[
              { value: 'a', label: t('hartfalen', 'heart failure') },
              { value: 'b', label: t('osteoporose', 'osteoporosis') },
            ]}
            value={many}
            onChange={setMany}
          />
          <DateField
            label={t('Geboortedatum', 'Date of birth')}
            value="2031-02-03"
            max="2026-11-22"
            onChange={() => undefined}
          />
          <TextField
            label={t('Naam', 'Name')}
            value={text}
            onChange={setText}
            problem={
              text === '' ? t('Nodig om de patiënt terug te vinden.', 'Needed to find the patient again.') : undefined
            }
          />
          <TextField label={t('Totaalscore', 'Total score')} value="42" disabled onChange={() => undefined} />
          <TextArea label={t('Doel van de patiënt', 'Goal of the patient')} value={note} onChange={setNote} />
        </div>
      </Section>
      <Section title={t('Berichten', 'Notices')}>
        <div className="d-stack">
          <Notice title={t('Nog niet bekend: nierfunctie', 'Not yet known: kidney function')}>
            {t('Nodig voor: overleg vooraf met de huisarts.', 'Needed for: consulting the GP first.')}
          </Notice>
          <Notice kind="caution" title={t('Twee bronnen spreken elkaar tegen.', 'Two sources disagree.')}>
            {t('De voorzichtigste geldt tot u kiest.', 'The more cautious one holds until you choose.')}
          </Notice>
          <Notice
            kind="stop"
            title={t('Niet starten', 'Do not start')}
            actions={<Button kind="danger">{t('Verwijzen', 'Refer')}</Button>}
          >
            {t('Neem vandaag contact op met de verwijzer.', 'Contact the referring physician today.')}
          </Notice>
          <SaveState state="saved" at="2026-11-22T14:05:00+01:00" />
          <SaveState state="sending" />
          <SaveState state="saved_here" />
          <SaveState state="not_saved" onRetry={() => undefined} />
          <Loading />
          <EmptyState action={<Button icon={Plus}>{t('Nieuwe patiënt', 'New patient')}</Button>}>
            {t('Niemand wacht op u.', 'Nobody is waiting for you.')}
          </EmptyState>
        </div>
      </Section>
    </Screen>
  )
}

function Row({ children }: { children: ReactNode }) {
  return <div className="d-row">{children}</div>
}
