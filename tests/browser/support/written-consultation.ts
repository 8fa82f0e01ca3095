import type { Page } from 'playwright-core'
import { addReading, changeAction, createAction } from '../../../api/src/administration/actions.ts'
import type { AdminContext } from '../../../api/src/administration/admin-context.ts'
import { cohortsOf, decideCohort } from '../../../api/src/administration/cohorts.ts'
import { createConsultation } from '../../../api/src/administration/consultations.ts'
import { correctProposal } from '../../../api/src/administration/correct-proposal.ts'
import { addPartner } from '../../../api/src/administration/partners.ts'
import { createTheme, placeProposals } from '../../../api/src/administration/themes.ts'
import type { ConsultationRecord } from '../../../api/src/store/consultations.ts'
import { seedProposal } from '../../../scripts/stage/seed-proposal.ts'
import type { Stage } from '../../../scripts/stage/stage.ts'
import { attack } from './attacked-consultation.ts'

/** What is written in a language holds its tick, so that it is known wherever it is shown. */
const TICKS = { '✓': 'fr', '✗': 'br' } as const

const DAY = 86_400_000

/** Two consultations in French, with proposals in French and Breton. */
export interface WrittenConsultations {
  /** It is over: results, an action, votes in doubt, a proposal that was corrected. */
  over: string
  /** It is open, and asks where readers live. */
  open: string
  /** A proposal that the action of the first rests on. */
  behind: string
}

async function write(
  context: AdminContext,
  slug: string,
  dates: { opensAt: number; closesAt: number; resultsAt?: number; actionAt?: number },
): Promise<{ consultation: ConsultationRecord; ids: string[] }> {
  const { store, runtime } = context
  const consultation = await createConsultation(context, {
    slug,
    language: 'fr',
    otherLanguages: ['br'],
    question: `Comment vivre à ${slug} ✓`,
    introduction: 'Dites ce qui compte ✓',
    proposalPrefix: 'Il faut ✓',
    segmentQuestion: 'Où habitez-vous ✓',
    segments: ['En ville ✓', 'À la campagne ✓'],
    ...dates,
  } as unknown as Parameters<typeof createConsultation>[1])
  const records = Array.from({ length: 18 }, (_, number) => {
    const text = number === 2 ? 'Ret eo ✗ digeriñ an ti-gar' : `Il faut ✓ ouvrir ${number + 2} gares`
    return {
      ...seedProposal(runtime.id(), consultation.id, text, runtime.now()),
      ...(number === 2 ? { language: 'br' } : {}),
      ...(number < 17 ? {} : { status: 'pending' as const, decidedAt: null }),
    }
  })
  const ids = records.map(({ id }) => id)
  await store.proposals.create(records)
  const [first = '', second = '', , third = ''] = ids
  const theme = await createTheme(context, consultation, { name: 'Transports ✓' })
  const other = await createTheme(context, consultation, { name: 'Écoles ✓' })
  await placeProposals(context, consultation, { theme: theme.id, proposals: [first, second, ids[17] ?? ''] })
  await placeProposals(context, consultation, { theme: other.id, proposals: [third] })
  await addPartner(context, consultation, { name: 'Atelier ✓', role: 'founding', url: null })
  return { consultation, ids }
}

/** Writes both past the wire, and waits until the server knows them. */
export async function writeConsultations(stage: Stage): Promise<WrittenConsultations> {
  const { services } = stage.server
  const { store, runtime } = services
  const context = { store, runtime, actor: { administratorId: null, name: 'Test' } }
  const now = runtime.now()
  const closed = {
    opensAt: now - 40 * DAY,
    closesAt: now - 10 * DAY,
    resultsAt: now - 9 * DAY,
    actionAt: now - 8 * DAY,
  }
  const { consultation, ids } = await write(context, 'ville', closed)
  await write(context, 'pays', { opensAt: now - DAY, closesAt: now + 10 * DAY })
  const [first = '', second = '', breton = ''] = ids
  const [before] = await store.moderation.find([second])
  await correctProposal(context, consultation, {
    id: second,
    text: 'Il faut ✓ ouvrir cent gares',
    revision: before?.revision ?? 1,
  })
  const planned = {
    title: 'Rouvrir dix gares ✓',
    description: 'Dès cette année ✓',
    carrier: 'La région ✓',
    state: 'started' as const,
    proposals: [first, second, breton],
    indicator: { name: 'Gares rouvertes ✓', unit: 'gares ✓', baseline: 0, target: 10 },
  }
  const action = await createAction(context, consultation, { ...planned, title: 'Des gares ✓' })
  await changeAction(context, consultation, action.id, { ...planned, revision: action.revision })
  await addReading(context, consultation, action.id, { day: '2026-02-01', value: 3 })
  await attack(stage, 'ville')
  const { cohorts } = await cohortsOf(store, consultation)
  const [cohort] = cohorts
  if (cohort) await decideCohort(context, cohort, { class: 'set-aside', reason: 'Un appel sur un réseau ✓' })
  for (const slug of ['ville', 'pays'])
    while (!(await fetch(`${stage.api}/c/${slug}`)).ok)
      await new Promise((resolve) => setTimeout(resolve, 200))
  return { over: 'ville', open: 'pays', behind: first }
}

interface Found {
  /** Texts of the page that hold a tick. */
  texts: string[]
  /** Those whose nearest element with a language names another than theirs, or names none. */
  wrong: string[]
}

/** All that is written on the page as it is now, in shadows and in attributes that are read out too. */
export function writtenOn(page: Page): Promise<Found> {
  return page.evaluate((ticks) => {
    const texts: string[] = []
    const wrong: string[] = []
    const languageOf = (element: Element | null): string => {
      for (let one = element; one; ) {
        const named = one.closest('[lang]')
        if (named) return named.getAttribute('lang') ?? ''
        const root = one.getRootNode()
        one = root instanceof ShadowRoot ? root.host : null
      }
      return ''
    }
    const judge = (text: string, element: Element, where: string) => {
      for (const [tick, language] of Object.entries(ticks)) {
        if (!text.includes(tick)) continue
        texts.push(text.trim())
        if (languageOf(element) !== language)
          wrong.push(`${where} ${text.trim()} (${languageOf(element)}): ${element.outerHTML.slice(0, 160)}`)
      }
    }
    const walk = (root: Document | ShadowRoot | Element) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.matches('head *, script, style, pre, [type=hidden]')) continue
        for (const node of element.childNodes)
          if (node.nodeType === Node.TEXT_NODE) judge(node.textContent ?? '', element, 'text')
        for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
          judge(element.getAttribute(name) ?? '', element, name)
        if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
          judge(element.value, element, 'value')
        if (element.shadowRoot) walk(element.shadowRoot)
      }
    }
    walk(document)
    return { texts, wrong }
  }, TICKS)
}
