import type { ComponentChild } from 'preact'
import { useId, useState } from 'preact/hooks'
import type { TeamConsultationAnswer } from '../../src/wire/index.ts'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { Written, WrittenIn } from '../shared/parts/written.tsx'
import { addressOf } from '../shared/route.ts'
import { ActionsScreen } from './actions.tsx'
import { AuditScreen } from './audit.tsx'
import { SettingsScreen } from './consultation-form.tsx'
import { useConsole } from './context.ts'
import { DataScreen } from './data.tsx'
import { EmbedScreen } from './embed.tsx'
import { ModerationScreen } from './moderation/screen.tsx'
import { OwnWordsFields } from './own-words.tsx'
import { PartnersScreen } from './partners.tsx'
import { PhaseControl } from './phase-control.tsx'
import { ResultsScreen } from './results.tsx'
import { ThemesScreen } from './themes/screen.tsx'
import { TranslationsScreen } from './translations/screen.tsx'
import { TrustScreen } from './trust/screen.tsx'

const TABS = [
  'moderation',
  'themes',
  'translations',
  'settings',
  'results',
  'trust',
  'actions',
  'partners',
  'embed',
  'data',
  'audit',
] as const
type Tab = (typeof TABS)[number]

function contentOf(
  tab: Tab,
  answer: TeamConsultationAnswer,
  onChanged: (answer: TeamConsultationAnswer) => void,
  onNews: () => void,
): ComponentChild {
  const { consultation } = answer
  const { slug } = consultation
  switch (tab) {
    case 'settings':
      return (
        <>
          <PhaseControl consultation={consultation} onChanged={onChanged} />
          <SettingsScreen key={consultation.revision} consultation={consultation} onChanged={onChanged} />
          <OwnWordsFields owner={{ consultation: slug }} first={consultation.language} />
        </>
      )
    case 'results':
      return <ResultsScreen consultation={consultation} />
    case 'translations':
      return <TranslationsScreen consultation={consultation} />
    case 'themes':
      return <ThemesScreen consultation={consultation} />
    case 'trust':
      return <TrustScreen consultation={consultation} onDecided={onNews} />
    case 'actions':
      return <ActionsScreen consultation={consultation} />
    case 'partners':
      return <PartnersScreen slug={slug} />
    case 'embed':
      return <EmbedScreen consultation={consultation} />
    case 'data':
      return <DataScreen slug={slug} onImported={onNews} />
    case 'audit':
      return <AuditScreen consultation={slug} />
    case 'moderation':
      return <ModerationScreen consultation={consultation} />
  }
}

/** One consultation: its question, its phase, and a tab for each kind of work. */
export function ConsultationScreen({ slug, tab }: { slug: string; tab: string }) {
  const { client, texts, administrator } = useConsole()
  const loaded = useLoaded(slug, () => client.consultation(slug))
  // A moderator works on proposals, and meets nothing else.
  const allowed: readonly Tab[] = administrator.role === 'admin' ? TABS : ['moderation', 'translations']
  const current = allowed.find((one) => one === tab) ?? 'moderation'
  // Shown up here, since the saved form is rendered again.
  const [saved, setSaved] = useState('')
  const titleId = useId()
  // Of a consultation in one language there is nothing to translate.
  const tabsOf = ({ consultation: { otherLanguages } }: TeamConsultationAnswer) =>
    allowed.filter((one) => one !== 'translations' || otherLanguages.length > 0)
  const change = (answer: TeamConsultationAnswer) => {
    loaded.put(answer)
    setSaved(tab)
  }
  return (
    <WhenLoaded loaded={loaded}>
      {(answer) => (
        <>
          <div class="title">
            <h1 id={titleId}>
              <Written text={answer.consultation.question} language={answer.consultation.language} />
            </h1>
            <p class="line">
              <span class={`badge phase-${answer.consultation.phase}`}>
                {texts.phases[answer.consultation.phase]}
              </span>
              <span role="status">{saved !== '' && saved === tab && texts.saved}</span>
              <a href={answer.consultation.url} target="_blank" rel="noopener">
                {texts.places.page}
              </a>
            </p>
          </div>
          {tabsOf(answer).length > 1 && (
            <nav class="tabs" aria-labelledby={titleId}>
              {tabsOf(answer).map((one) => (
                <a
                  key={one}
                  href={addressOf('c', slug, one)}
                  aria-current={one === current ? 'page' : undefined}
                >
                  {texts.places[one]}
                  {one === 'trust' && answer.alarms.cohorts > 0 && (
                    <span class="alarm-count">
                      <span aria-hidden="true">{texts.count(answer.alarms.cohorts)}</span>
                      <span class="unseen">({texts.trust.waiting(answer.alarms.cohorts)})</span>
                    </span>
                  )}
                </a>
              ))}
            </nav>
          )}
          {administrator.role === 'admin' && answer.alarms.cohorts > 0 && current !== 'trust' && (
            <p class="notice alarm">
              {texts.trust.alarm(answer.alarms.cohorts, answer.alarms.votes)}{' '}
              <a href={addressOf('c', slug, 'trust')}>{texts.trust.look}</a>
            </p>
          )}
          <WrittenIn.Provider value={answer.consultation.language}>
            {contentOf(current, answer, change, loaded.reload)}
          </WrittenIn.Provider>
        </>
      )}
    </WhenLoaded>
  )
}
