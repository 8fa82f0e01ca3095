import type { TeamConsultationAnswer } from '../../src/wire/index.ts'
import { dayInWords } from '../shared/dates.ts'
import { useLoaded, WhenLoaded } from '../shared/loaded.tsx'
import { Written } from '../shared/parts/written.tsx'
import { addressOf } from '../shared/route.ts'
import { useConsole } from './context.ts'

function Card({ consultation, proposals, alarms }: TeamConsultationAnswer) {
  const { texts, language, administrator } = useConsole()
  const { slug, question, language: writtenIn, phase, opensAt, closesAt } = consultation
  const dates = texts.home.from(dayInWords(opensAt, language), dayInWords(closesAt, language))
  return (
    <li class="card">
      <p class="line">
        <span class={`badge phase-${phase}`}>{texts.phases[phase]}</span>
        <span class="quiet">{dates}</span>
      </p>
      <h2>
        <a href={addressOf('c', slug)}>
          <Written text={question} language={writtenIn} />
        </a>
      </h2>
      <p class="line">
        {proposals.unread > 0 ? (
          <a class="waiting-count" href={addressOf('c', slug, 'moderation')}>
            {texts.home.waiting(proposals.unread)}
          </a>
        ) : (
          <span class="quiet">{texts.home.cleared}</span>
        )}
        <span class="quiet">
          {phase === 'open' || phase === 'vote-only'
            ? texts.home.open(proposals.accepted)
            : texts.home.accepted(proposals.accepted)}
        </span>
      </p>
      {administrator.role === 'admin' && alarms.cohorts > 0 && (
        <p class="line">
          <a class="alarm-link" href={addressOf('c', slug, 'trust')}>
            {texts.trust.waiting(alarms.cohorts)}
          </a>
        </p>
      )}
    </li>
  )
}

/** All consultations, with what waits to be read. */
export function ConsultationsScreen() {
  const { client, texts, administrator } = useConsole()
  const loaded = useLoaded('consultations', client.consultations)
  return (
    <>
      <div class="title">
        <h1>{texts.places.consultations}</h1>
        {administrator.role === 'admin' && (
          <a class="button primary" href={addressOf('new')}>
            {texts.home.create}
          </a>
        )}
      </div>
      <WhenLoaded loaded={loaded}>
        {({ consultations }) =>
          consultations.length === 0 ? (
            <p class="quiet">{texts.home.empty}</p>
          ) : (
            <ul class="cards">
              {consultations.toReversed().map((answer) => (
                <Card key={answer.consultation.slug} {...answer} />
              ))}
            </ul>
          )
        }
      </WhenLoaded>
    </>
  )
}
