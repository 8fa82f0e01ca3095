import type { ComponentChild } from 'preact'
import type { Language } from '../shared/languages.ts'
import { LanguageChoice } from '../shared/parts/language-choice.tsx'
import { ProblemNotice, useAttempt } from '../shared/parts/problem.tsx'
import { addressOf, useRoute } from '../shared/route.ts'
import { AdministratorsScreen } from './administrators.tsx'
import { AuditScreen } from './audit.tsx'
import { ConsultationScreen } from './consultation.tsx'
import { NewConsultationScreen } from './consultation-form.tsx'
import { ConsultationsScreen } from './consultations.tsx'
import { useConsole } from './context.ts'
import { PublishersScreen } from './publishers.tsx'

interface FrameProps {
  onLanguage(language: Language): void
  onSignedOut(): void
}

const PLACES = ['publishers', 'administrators', 'audit'] as const

function screenAt([first, slug = '', tab = '']: readonly string[]): ComponentChild {
  switch (first) {
    case 'c':
      return <ConsultationScreen key={slug} slug={slug} tab={tab} />
    case 'new':
      return <NewConsultationScreen />
    case 'publishers':
      return <PublishersScreen />
    case 'administrators':
      return <AdministratorsScreen />
    case 'audit':
      return <AuditScreen consultation={null} />
    default:
      return <ConsultationsScreen />
  }
}

/** What stands around every screen: where one is, who one is, and the way elsewhere. */
export function Frame({ onLanguage, onSignedOut }: FrameProps) {
  const { texts, client, administrator, language } = useConsole()
  const route = useRoute()
  const [first] = route
  const { problem, attempt } = useAttempt()
  const signOut = (everywhere: boolean) => attempt(() => client.signOut(everywhere).then(onSignedOut))
  const here = (address: string) => (address === (first ?? '') ? 'page' : undefined)

  return (
    <>
      <header class="frame">
        <a class="mark" href={addressOf()} aria-current={first === undefined ? 'page' : undefined}>
          Unisson
        </a>
        {administrator.role === 'admin' && (
          <nav aria-label={texts.title}>
            {PLACES.map((place) => (
              <a key={place} href={addressOf(place)} aria-current={here(place)}>
                {texts.places[place]}
              </a>
            ))}
          </nav>
        )}
        <div class="person">
          <span class="quiet">{texts.signIn.who(administrator.name, texts.roles[administrator.role])}</span>
          <LanguageChoice language={language} onChoice={onLanguage} />
          <button type="button" class="plain" onClick={() => signOut(false)}>
            {texts.signOut}
          </button>
          <button type="button" class="plain" onClick={() => signOut(true)}>
            {texts.signOutEverywhere}
          </button>
        </div>
      </header>
      <main class="screen">
        {problem && <ProblemNotice problem={problem} />}
        {screenAt(route)}
      </main>
    </>
  )
}
