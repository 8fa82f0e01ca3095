import { useState } from 'preact/hooks'
import { DEFAULT_SETTINGS, DENOMINATORS, LICENCES, TESTED_BY } from '../../src/wire/constants.ts'
import type { ChangedConsultation, TeamConsultation, TeamConsultationAnswer } from '../../src/wire/index.ts'
import { asField, fromField } from '../shared/dates.ts'
import { ChoiceField, TextField } from '../shared/parts/field.tsx'
import { Form, numberOf, textOf } from '../shared/parts/form.tsx'
import { goTo } from '../shared/route.ts'
import { useConsole } from './context.ts'
import { type OfferedSegment, SegmentFields } from './segment-fields.tsx'

const DATES = ['opensAt', 'proposalsCloseAt', 'closesAt', 'resultsAt', 'actionAt', 'endsAt'] as const
const DAY = 86_400_000
const OPEN_DAYS = 60

type Fields = Omit<ChangedConsultation, 'revision' | 'segments'>
type Shown = Pick<TeamConsultation, keyof Fields>

function readFields(data: FormData, before: Shown): Fields {
  const date = (name: (typeof DATES)[number]) => fromField(textOf(data, name), before[name])
  return {
    language: textOf(data, 'language'),
    otherLanguages: textOf(data, 'otherLanguages')
      .split(/[\s,;]+/)
      .filter(Boolean),
    question: textOf(data, 'question'),
    introduction: textOf(data, 'introduction'),
    proposalPrefix: textOf(data, 'proposalPrefix'),
    proposalMaxLength: numberOf(data, 'proposalMaxLength'),
    moderation: textOf(data, 'moderation') as Shown['moderation'],
    sequenceSize: numberOf(data, 'sequenceSize'),
    opensAt: date('opensAt') ?? '',
    proposalsCloseAt: date('proposalsCloseAt'),
    closesAt: date('closesAt') ?? '',
    resultsAt: date('resultsAt'),
    actionAt: date('actionAt'),
    endsAt: date('endsAt'),
    segmentQuestion: textOf(data, 'segmentQuestion'),
    settings: {
      sequence: {
        ...before.settings.sequence,
        newShare: numberOf(data, 'newShare'),
        testedFrom: numberOf(data, 'testedFrom'),
        testedUntil: numberOf(data, 'testedUntil'),
        testedBy: textOf(data, 'testedBy') as Shown['settings']['sequence']['testedBy'],
      },
      plebiscite: {
        votes: numberOf(data, 'plebisciteVotes'),
        adhesion: numberOf(data, 'plebisciteAdhesion'),
        engagement: numberOf(data, 'plebisciteEngagement'),
        denominator: textOf(data, 'denominator') as Shown['settings']['plebiscite']['denominator'],
      },
      results: {
        rankedFrom: numberOf(data, 'rankedFrom'),
        topSize: numberOf(data, 'topSize'),
        splitVotes: numberOf(data, 'splitVotes'),
        splitCell: numberOf(data, 'splitCell'),
        licence: textOf(data, 'licence') as Shown['settings']['results']['licence'],
      },
    },
  }
}

function TextsAndDates({ shown }: { shown: Shown }) {
  const { texts } = useConsole()
  const { form } = texts
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return (
    <>
      <fieldset>
        <legend>{form.texts}</legend>
        <TextField
          label={form.question}
          name="question"
          value={shown.question}
          isWritten
          isRequired
          isLong
          maxLength={300}
        />
        <TextField
          label={form.introduction}
          hint={form.introductionHint}
          name="introduction"
          value={shown.introduction}
          isWritten
          isLong
          maxLength={500}
        />
        <div class="row">
          <TextField
            label={form.prefix}
            name="proposalPrefix"
            value={shown.proposalPrefix}
            isWritten
            maxLength={60}
          />
          <TextField
            label={form.maxLength}
            name="proposalMaxLength"
            type="number"
            value={String(shown.proposalMaxLength)}
          />
          <TextField label={form.language} name="language" value={shown.language} isRequired maxLength={5} />
          <TextField
            label={form.otherLanguages}
            hint={form.otherLanguagesHint}
            name="otherLanguages"
            value={shown.otherLanguages.join(' ')}
          />
          <ChoiceField
            label={form.moderation}
            name="moderation"
            value={shown.moderation}
            options={[
              ['before', form.before],
              ['after', form.after],
            ]}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>{form.dates}</legend>
        <p class="quiet">{form.zone(zone)}</p>
        <div class="row">
          {DATES.map((name) => (
            <TextField
              key={name}
              label={form[name]}
              name={name}
              type="datetime-local"
              value={asField(shown[name])}
              isRequired={name === 'opensAt' || name === 'closesAt'}
            />
          ))}
        </div>
      </fieldset>
    </>
  )
}

function Thresholds({ shown: { sequenceSize, settings } }: { shown: Shown }) {
  const { form } = useConsole().texts
  const { sequence, plebiscite, results } = settings
  const numbers: readonly (readonly [name: string, label: string, value: number, step?: string])[] = [
    ['sequenceSize', form.sequenceSize, sequenceSize],
    ['newShare', form.newShare, sequence.newShare, '0.05'],
    ['testedFrom', form.testedFrom, sequence.testedFrom],
    ['testedUntil', form.testedUntil, sequence.testedUntil],
    ['plebisciteVotes', form.plebisciteVotes, plebiscite.votes],
    ['plebisciteAdhesion', form.plebisciteAdhesion, plebiscite.adhesion, '0.01'],
    ['plebisciteEngagement', form.plebisciteEngagement, plebiscite.engagement, '0.01'],
    ['rankedFrom', form.rankedFrom, results.rankedFrom],
    ['topSize', form.topSize, results.topSize],
    ['splitVotes', form.splitVotes, results.splitVotes],
    ['splitCell', form.splitCell, results.splitCell],
  ]
  return (
    <details>
      <summary>{form.thresholds}</summary>
      <div class="row">
        {numbers.map(([name, label, value, step]) => (
          <TextField
            key={name}
            label={label}
            name={name}
            type="number"
            value={String(value)}
            step={step ?? '1'}
          />
        ))}
        <ChoiceField
          label={form.testedBy}
          hint={form.testedByHint}
          name="testedBy"
          value={sequence.testedBy}
          options={TESTED_BY.map((name) => [name, form.testedByNames[name]] as const)}
        />
        <ChoiceField
          label={form.denominator}
          hint={form.denominatorHint}
          name="denominator"
          value={plebiscite.denominator}
          options={DENOMINATORS.map((name) => [name, form.denominatorNames[name]] as const)}
        />
        <ChoiceField
          label={form.licence}
          name="licence"
          value={results.licence}
          options={LICENCES.map((name) => [name, name] as const)}
        />
      </div>
    </details>
  )
}

interface SettingsProps {
  consultation: TeamConsultation
  onChanged(answer: TeamConsultationAnswer): void
}

/** What a consultation asks, when, and by which numbers it is judged. */
export function SettingsScreen({ consultation, onChanged }: SettingsProps) {
  const { client, texts } = useConsole()
  const [segments, setSegments] = useState<readonly OfferedSegment[]>(consultation.segments)

  const send = async (data: FormData) => {
    const offered = segments
      .filter(({ retiredAt, label }) => retiredAt === null && label.trim() !== '')
      .map(({ id, label }) => (id === undefined ? { label } : { id, label }))
    const body = { ...readFields(data, consultation), segments: offered, revision: consultation.revision }
    onChanged(await client.changeConsultation(consultation.slug, body))
  }

  return (
    <Form onSend={send} submit={texts.save}>
      <TextsAndDates shown={consultation} />
      <SegmentFields question={consultation.segmentQuestion} segments={segments} onChange={setSegments} />
      <Thresholds shown={consultation} />
    </Form>
  )
}

function blank(language: string, proposalPrefix: string): Shown {
  const opensAt = new Date()
  opensAt.setHours(opensAt.getHours() + 1, 0, 0, 0)
  return {
    language,
    otherLanguages: [],
    question: '',
    introduction: '',
    proposalPrefix,
    proposalMaxLength: 140,
    moderation: 'before',
    sequenceSize: 12,
    opensAt: opensAt.toISOString(),
    proposalsCloseAt: null,
    closesAt: new Date(opensAt.getTime() + OPEN_DAYS * DAY).toISOString(),
    resultsAt: null,
    actionAt: null,
    endsAt: null,
    segmentQuestion: '',
    settings: DEFAULT_SETTINGS,
  }
}

/** Opens a consultation; two months are proposed, as they are usual. */
export function NewConsultationScreen() {
  const { client, texts, language } = useConsole()
  const [shown] = useState(() => blank(language, texts.form.usualPrefix))
  const [segments, setSegments] = useState<readonly OfferedSegment[]>([])

  const send = async (data: FormData) => {
    const labels = segments.map(({ label }) => label).filter((label) => label.trim() !== '')
    const body = { ...readFields(data, shown), slug: textOf(data, 'slug'), segments: labels }
    const { consultation } = await client.createConsultation(body)
    goTo('c', consultation.slug, 'settings')
  }

  return (
    <>
      <h1>{texts.home.create}</h1>
      <Form onSend={send} submit={texts.home.create}>
        <TextField
          label={texts.form.slug}
          hint={texts.form.slugHint}
          name="slug"
          isRequired
          maxLength={64}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
        />
        <TextsAndDates shown={shown} />
        <SegmentFields question="" segments={segments} onChange={setSegments} />
        <Thresholds shown={shown} />
      </Form>
    </>
  )
}
