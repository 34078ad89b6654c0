import type { Measure } from '@dosis/evidence/effect-size'
import type { SmallValues } from '@dosis/evidence/network'
import type { TextTable } from '@dosis/evidence/table'
import {
  Button,
  ChoiceField,
  Disclosure,
  PageHeader,
  Screen,
  Section,
  SegmentedControl,
  TextArea,
  TextField,
} from '@dosis/ui'
import { useState } from 'react'
import { usePageTitle } from '../frame/page-title.ts'
import { EvidenceBack } from './EvidenceBack.tsx'
import { NetworkResult } from './NetworkResult.tsx'
import { PooledResult } from './PooledResult.tsx'
import { noChoices, type PoolChoices, PoolSettings } from './PoolSettings.tsx'
import { readProblemWords } from './problem-words.ts'
import { readData, type ReadProblem } from './read-data.ts'
import { readRevMan, type RevManOutcome } from './read-revman.ts'
import { useEvidenceWords } from './use-evidence-words.ts'
import { Working } from './Working.tsx'
import type { NetworkTask, PoolTask, Task } from './work/protocol.ts'
import { useTask } from './work/use-task.ts'
import { toCsv } from './work/to-csv.ts'

const pairMeasures = ['SMD', 'MD', 'ROM', 'OR', 'RR', 'RD', 'IRR', 'GEN'] as const satisfies readonly Measure[]
const networkMeasures = ['MD', 'SMD', 'ROM', 'OR', 'RR', 'RD', 'HR', 'IRR'] as const
const largestFile = 20_000_000
/** More than this is not shown in the field, where typing would become slow. */
const largestShown = 500_000

const example =
  'study;mean1;sd1;n1;mean2;sd2;n2\nDe Vries 2019;12,4;4,1;40;10,1;4,4;38\nJansen 2020;11,8;3,9;25;11,2;4,0;27\nPeeters 2022;13,0;5,2;61;10,9;4,8;59\n'

/** A table of one's own, analysed in this browser: nothing is sent and nothing is kept. */
export function OwnData() {
  const { e, language } = useEvidenceWords()
  const [text, setText] = useState('')
  const [outcomes, setOutcomes] = useState<readonly RevManOutcome[]>([])
  const [problem, setProblem] = useState<ReadProblem>()
  const [kind, setKind] = useState<Task['kind']>('pool')
  const [pairMeasure, setPairMeasure] = useState<(typeof pairMeasures)[number]>()
  const [netMeasure, setNetMeasure] = useState<(typeof networkMeasures)[number]>()
  const [control, setControl] = useState('')
  const [smallValues, setSmallValues] = useState<SmallValues>('desirable')
  const [large, setLarge] = useState<string>()
  const [task, setTask] = useState<Task>()
  const [choices, setChoices] = useState<PoolChoices>(noChoices)
  const state = useTask(task)
  usePageTitle(e.own, e.title)

  const makeTask = (table: TextTable, chosen: PoolChoices): Task => {
    if (kind === 'network') {
      const made: NetworkTask = {
        kind,
        table,
        ...(netMeasure !== undefined && { measure: netMeasure }),
        method: 'REML',
        level: 0.95,
        smallValues,
        title: e.own,
        language,
      }
      return made
    }
    const { preset = 'metafor', method, interval, level, subgroup, leftOut } = chosen
    const made: PoolTask = {
      kind,
      table,
      ...(pairMeasure !== undefined && { measure: pairMeasure }),
      ...(control.trim() !== '' && { control: control.trim() }),
      preset,
      ...(method !== undefined && { method }),
      ...(interval !== undefined && { interval }),
      ...(level !== undefined && { level }),
      ...(subgroup !== undefined && { subgroup }),
      leftOut,
      title: e.own,
      words: e.words,
      language,
    }
    return made
  }
  const start = () => {
    const read = readData(large ?? text)
    if (!read.ok) {
      setTask(undefined)
      return setProblem(read.problem)
    }
    setProblem(undefined)
    setChoices(noChoices)
    setTask(makeTask(read.table, noChoices))
  }
  const change = (next: PoolChoices) => {
    setChoices(next)
    if (task !== undefined) setTask(makeTask(task.table, next))
  }
  const take = (content: string) => {
    setProblem(undefined)
    setTask(undefined)
    setLarge(content.length > largestShown ? content : undefined)
    setText(content.length > largestShown ? `${content.slice(0, 2_000)}…` : content)
  }
  const takeFile = async (file: File | undefined) => {
    if (file === undefined) return
    if (file.size > largestFile) return setProblem({ kind: 'tooLarge' })
    const content = await file.text()
    setOutcomes([])
    if (!/\.rm5$/i.test(file.name) && !/^\s*(<\?xml[^>]*>\s*)?<COCHRANE_REVIEW/i.test(content)) return take(content)
    const found = readRevMan(content)
    if (found === undefined) return setProblem({ kind: 'xml' })
    const [first] = found
    if (first === undefined) return setProblem({ kind: 'noOutcome' })
    setOutcomes(found)
    take(toCsv(first.table.columns, first.table.rows))
  }
  const read = problem === undefined && task !== undefined ? task.table : undefined
  const { answer } = state
  return (
    <Screen width="wide">
      <EvidenceBack />
      <PageHeader title={e.own} lead={e.ownLead} />
      <Section title={e.paste}>
        <div
          className="c-drop"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault()
            void takeFile(event.dataTransfer.files[0])
          }}
        >
          <TextArea
            label={e.paste}
            labelHidden
            hint={e.pasteHint}
            rows={8}
            value={text}
            problem={problem && readProblemWords(problem, e)}
            onChange={take}
          />
        </div>
        <div className="d-row">
          <label className="c-file d-button" data-kind="secondary" data-size="normal">
            <span>{e.file}</span>
            <input
              type="file"
              className="d-hidden"
              accept=".csv,.tsv,.txt,.json,.rm5"
              onChange={(event) => void takeFile(event.target.files?.[0])}
            />
          </label>
          {text === '' && <Button onClick={() => take(example)}>{e.example}</Button>}
        </div>
        {outcomes.length > 1 && (
          <ChoiceField
            label={e.outcomeOf}
            unknownLabel={null}
            options={outcomes.map(({ name }, at) => ({ value: String(at), label: name }))}
            value={String(
              Math.max(
                0,
                outcomes.findIndex(({ table }) => toCsv(table.columns, table.rows) === (large ?? text)),
              ),
            )}
            onChange={(at) => {
              const table = outcomes[Number(at)]?.table
              if (table !== undefined) take(toCsv(table.columns, table.rows))
            }}
          />
        )}
        <Disclosure summary={e.columnsHelp}>
          <ul className="c-list">
            {e.columnsText.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Disclosure>
        <div className="c-settings">
          <SegmentedControl
            label={e.kind}
            options={[
              { value: 'pool', label: e.pairwise },
              { value: 'network', label: e.network },
            ]}
            value={kind}
            onChange={(next) => {
              setKind(next)
              setTask(undefined)
            }}
          />
          {kind === 'pool' ? (
            <>
              <ChoiceField
                label={e.measure}
                unknownLabel={e.measureAuto}
                options={pairMeasures.map((value) => ({ value, label: e.measureName[value] ?? value }))}
                value={pairMeasure}
                onChange={setPairMeasure}
              />
              <TextField label={e.controlArm} hint={e.controlArmHint} value={control} onChange={setControl} />
            </>
          ) : (
            <>
              <ChoiceField
                label={e.measure}
                unknownLabel={e.measureAuto}
                options={networkMeasures.map((value) => ({ value, label: e.measureName[value] ?? value }))}
                value={netMeasure}
                onChange={setNetMeasure}
              />
              <SegmentedControl
                label={e.smallValues}
                options={[
                  { value: 'desirable', label: e.good },
                  { value: 'undesirable', label: e.bad },
                ]}
                value={smallValues}
                onChange={setSmallValues}
              />
            </>
          )}
        </div>
        <div className="d-row">
          <Button kind="primary" onClick={start}>
            {e.start}
          </Button>
          {read && <span className="d-caption">{e.tableRead(read.rows.length, read.columns)}</span>}
        </div>
        <Working state={state} />
      </Section>
      {answer?.kind === 'pool' && (
        <Section title={e.pooled}>
          <PooledResult answer={answer} title={e.own} />
          <Disclosure summary={e.settings}>
            <PoolSettings answer={answer} choices={choices} onChange={change} />
          </Disclosure>
        </Section>
      )}
      {answer?.kind === 'network' && (
        <Section title={e.networkResult}>
          <NetworkResult answer={answer} title={e.own} />
        </Section>
      )}
    </Screen>
  )
}
