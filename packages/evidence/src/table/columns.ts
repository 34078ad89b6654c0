import type { TextTable } from './text-table.ts'

/** What a column can hold. Group 1 is the treatment, group 2 the control. */
export type ColumnRole =
  | 'study'
  | 'year'
  | 'subgroup'
  | 'arm'
  | 'treatment1'
  | 'treatment2'
  | 'total'
  | 'mean'
  | 'sd'
  | 'se'
  | 'events'
  | 'time'
  | 'correlation'
  | 'total1'
  | 'total2'
  | 'mean1'
  | 'mean2'
  | 'sd1'
  | 'sd2'
  | 'se1'
  | 'se2'
  | 'events1'
  | 'events2'
  | 'time1'
  | 'time2'
  | 'nonEvents1'
  | 'nonEvents2'
  | 'estimate'
  | 'standardError'
  | 'variance'
  | 'lower'
  | 'upper'
  | 'yesYes'
  | 'yesNo'
  | 'noYes'
  | 'noNo'

/**
 * Names under which people and programs keep their columns, without capitals, spaces and signs: those of metafor
 * (`ai`, `n1i`, `m1i`), of meta (`event.e`, `n.e`, `mean.e`), of netmeta (`studlab`, `TE`, `seTE`), of the exports of
 * RevMan ("Experimental mean"), and plain English and Dutch.
 */
const names: Readonly<Record<ColumnRole, readonly string[]>> = {
  study: [
    'study',
    'studlab',
    'studyid',
    'trial',
    'author',
    'authors',
    'slab',
    'label',
    'studie',
    'auteur',
    'id',
    'source',
  ],
  year: ['year', 'studyyear', 'jaar', 'pubyear'],
  subgroup: ['subgroup', 'subgroep', 'byvar'],
  arm: ['arm', 'treatment', 'treat', 'group', 'intervention', 'behandeling', 'groep', 'interventie', 't'],
  treatment1: ['treatment1', 'treat1', 't1', 'behandeling1', 'arm1', 'intervention1'],
  treatment2: ['treatment2', 'treat2', 't2', 'behandeling2', 'arm2', 'intervention2', 'comparator'],
  total: ['n', 'total', 'ni', 'samplesize', 'sampleSize', 'participants', 'patients', 'aantal', 'totaal', 'deelnemers'],
  mean: ['mean', 'm', 'mi', 'gemiddelde', 'y'],
  sd: ['sd', 'stddev', 'stdev', 'standarddeviation', 'sdi', 'standaarddeviatie', 'standaardafwijking'],
  se: ['se', 'sem'],
  events: ['events', 'event', 'r', 'x', 'xi', 'cases', 'responders', 'gebeurtenissen'],
  time: ['time', 'persontime', 'personyears', 'exposure', 'ti', 'tijd', 'persoonsjaren'],
  correlation: ['ri', 'cor', 'correlation', 'correlatie'],
  total1: [
    'total1',
    'n1',
    'n1i',
    'ne',
    'nexp',
    'ntreat',
    'ntreatment',
    'experimentaln',
    'experimentaltotal',
    'nexperimental',
    'total1experimental',
    'nintervention',
    'nbehandeling',
    'ninterventie',
    'nt',
  ],
  total2: ['total2', 'n2', 'n2i', 'nc', 'nctrl', 'ncontrol', 'controln', 'controltotal', 'total2control', 'ncontrole'],
  mean1: [
    'mean1',
    'm1',
    'm1i',
    'meane',
    'me',
    'meanexp',
    'meantreat',
    'meantreatment',
    'experimentalmean',
    'meanexperimental',
    'meanintervention',
    'gemiddelde1',
    'y1',
  ],
  mean2: ['mean2', 'm2', 'm2i', 'meanc', 'mc', 'meanctrl', 'meancontrol', 'controlmean', 'gemiddelde2', 'y2'],
  sd1: ['sd1', 'sd1i', 'sde', 'sdexp', 'sdtreat', 'sdtreatment', 'experimentalsd', 'sdexperimental', 'sdintervention'],
  sd2: ['sd2', 'sd2i', 'sdc', 'sdctrl', 'sdcontrol', 'controlsd'],
  se1: ['see', 'seexp', 'setreat', 'experimentalse', 'se1'],
  se2: ['sec', 'sectrl', 'secontrol', 'controlse', 'se2'],
  events1: [
    'events1',
    'event1',
    'ai',
    'evente',
    'eventse',
    'eventsexp',
    'eventstreat',
    'eventstreatment',
    'experimentalcases',
    'experimentalevents',
    'eventsexperimental',
    'x1i',
    'x1',
    'r1',
  ],
  events2: [
    'events2',
    'event2',
    'ci',
    'eventc',
    'eventsc',
    'eventsctrl',
    'eventscontrol',
    'controlcases',
    'controlevents',
    'x2i',
    'x2',
    'r2',
  ],
  time1: ['time1', 't1i', 'timee', 'persontime1', 'experimentaltime'],
  time2: ['time2', 't2i', 'timec', 'persontime2', 'controltime'],
  nonEvents1: ['bi', 'nonevents1'],
  nonEvents2: ['di', 'nonevents2'],
  estimate: [
    'estimate',
    'yi',
    'te',
    'effect',
    'effectsize',
    'givmean',
    'schatting',
    'md',
    'smd',
    'lnor',
    'logor',
    'logrr',
    'lnrr',
    'loghr',
    'lnhr',
    'es',
  ],
  standardError: ['standarderror', 'sei', 'sete', 'seyi', 'givse', 'standaardfout', 'seestimate'],
  variance: ['variance', 'vi', 'var', 'variantie'],
  lower: ['lower', 'cilower', 'cilb', 'lci', 'll', 'cistart', 'givcistart', 'ondergrens', 'lowerci', 'lower95'],
  upper: ['upper', 'ciupper', 'ciub', 'uci', 'ul', 'ciend', 'givciend', 'bovengrens', 'upperci', 'upper95'],
  yesYes: ['yesyes'],
  yesNo: ['yesno'],
  noYes: ['noyes'],
  noNo: ['nono'],
}

const roleOfName = new Map(
  Object.entries(names).flatMap(([role, list]) => list.map((name): [string, ColumnRole] => [name, role as ColumnRole])),
)

/** Which column of the table holds what; columns without a role may be moderators. */
export interface RecognisedColumns {
  readonly at: ReadonlyMap<ColumnRole, number>
  /** Names of the columns that have no role, as they stand in the table. */
  readonly others: readonly string[]
  /** Columns that mean the same as one before them. */
  readonly doubles: readonly { readonly column: string; readonly as: string }[]
}

/**
 * Recognises the columns of a table by their names.
 * @param given names that the user gave to roles, such as `{ study: 'Auteur en jaar' }`; they go before recognition
 */
export function recogniseColumns(
  { columns }: TextTable,
  given: Readonly<Partial<Record<ColumnRole, string>>> = {},
): RecognisedColumns {
  const at = new Map<ColumnRole, number>()
  for (const [role, name] of Object.entries(given)) {
    const index = columns.indexOf(name)
    if (index >= 0) at.set(role as ColumnRole, index)
  }
  const taken = new Set(at.values())
  const others: string[] = []
  const doubles: { column: string; as: string }[] = []
  columns.forEach((column, index) => {
    if (taken.has(index)) return
    const role = roleOfName.get(plain(column))
    const before = role === undefined ? undefined : at.get(role)
    if (role === undefined) others.push(column)
    else if (before === undefined) at.set(role, index)
    else doubles.push({ column, as: columns[before] ?? '' })
  })
  return { at, others, doubles }
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
