import { pageCode } from '../../api/src/cache/embed-payload.ts'
import { holdMarks } from '../../api/src/domain/text/typography.ts'
import type { DrawnProposal, EmbedPayload, Outcome } from '../../api/src/wire/index.ts'

const PAGE = 'https://consultations.example.org/c/territoires'

/** One act of the reader, inside the widget, and what is there once it is done. */
export interface Step {
  press?: string
  write?: { into: string; text: string }
  until: string
}

/** A state of the widget: what the API answers, and how the reader gets there. */
export interface WidgetState {
  name: string
  /** In the language of the interface; in English where there are no words for it here. */
  payload(language: string): EmbedPayload
  /** Posts to these paths, and the answers, where they are not the usual ones. */
  answers?: Record<string, { status: number; body: object }>
  /** The embed payload is refused with this status, and the code of the problem. */
  status?: number
  code?: string
  /** The publisher is told why. */
  debug?: true
  /** The payload never comes: the page's own content stays. */
  isSilent?: true
  steps: Step[]
}

const WORDS = {
  fr: {
    question: 'Comment améliorer les conditions de vie dans les territoires ?',
    longestQuestion:
      'Comment faire pour que chaque habitante et chaque habitant des campagnes, des petites villes et des banlieues vive, travaille, apprenne et se soigne aussi bien qu’ailleurs d’ici à 2030 ?',
    prefix: 'Il faut',
    short: 'Il faut rouvrir les petites gares',
    longest:
      'Il faut garantir à chaque habitant, quel que soit son âge, un médecin, une école et un train à moins de trente minutes de chez lui, sans auto',
    segment: 'Où habitez-vous le plus souvent dans l’année ?',
    segments: [
      'À la campagne ou dans un village',
      'Dans une ville petite ou moyenne',
      'Dans une grande ville ou sa banlieue',
    ],
    action: 'Rouvrir douze gares avant la fin de l’année prochaine',
    name: 'Marie-Antoinette',
    askedBy: ['Ville de Saint-Rémy-lès-Chevreuse', 'Fondation des territoires'],
  },
  en: {
    question: 'How can life in small towns and villages be made better?',
    longestQuestion:
      'What would it take for everybody in the countryside, in small towns and in suburbs to live, work, learn and be cared for as well as anywhere else in the country by the year 2030, and who pays?',
    prefix: 'We should',
    short: 'We should reopen the small stations',
    longest:
      'We should guarantee everybody, whatever their age, a doctor, a school and a railway station within thirty minutes of home, without a motorcar',
    segment: 'Where do you live for most of the year?',
    segments: [
      'In the countryside or in a village',
      'In a town of small or medium size',
      'In a large city or in its suburbs',
    ],
    action: 'Reopen twelve stations before the end of next year',
    name: 'Marie-Antoinette',
    askedBy: ['The Borough of Saint Remy on the Hill', 'Foundation for Rural Life'],
  },
  de: {
    question: 'Wie lässt sich das Leben in kleinen Städten und Dörfern verbessern?',
    longestQuestion:
      'Was müsste geschehen, damit alle Menschen auf dem Land, in kleinen Städten und in den Vororten bis zum Jahr 2030 genauso gut leben, arbeiten, lernen und gepflegt werden wie anderswo?',
    prefix: 'Man sollte',
    short: 'Man sollte die kleinen Bahnhöfe wieder öffnen',
    longest:
      'Man sollte allen Einwohnern, ganz gleich wie alt sie sind, Hausarzt, Grundschule und Bahnhof in dreißig Minuten Entfernung garantieren',
    segment: 'Wo wohnen Sie die meiste Zeit des Jahres?',
    segments: [
      'Auf dem Land oder in einem Dorf',
      'In einer kleinen oder mittleren Stadt',
      'In einer Großstadt oder ihrem Umland',
    ],
    action: 'Zwölf Bahnhöfe vor Ende nächsten Jahres öffnen',
    name: 'Marie-Antoinette',
    askedBy: ['Stadt Sankt Remigius am Berg', 'Stiftung Ländlicher Raum'],
  },
  ar: {
    question: 'كيف نحسّن العيش في المدن الصغيرة والقرى؟',
    longestQuestion:
      'ما الذي يلزم كي يعيش سكان الأرياف والمدن الصغيرة والضواحي ويعملوا ويتعلموا ويُعالجوا كما في أي مكان آخر من البلاد قبل عام 2030، ومن الذي يدفع الثمن؟',
    prefix: 'يجب',
    short: 'يجب إعادة فتح المحطات الصغيرة',
    longest:
      'يجب ضمان طبيب ومدرسة ومحطة قطار لكل ساكن، أيًّا كان عمره، على بعد أقل من ثلاثين دقيقة من بيته، من غير سيارة ولا انتظار',
    segment: 'أين تسكن معظم أيام السنة؟',
    segments: ['في الريف أو في قرية', 'في مدينة صغيرة أو متوسطة', 'في مدينة كبيرة أو ضاحيتها'],
    action: 'إعادة فتح اثنتي عشرة محطة قبل نهاية العام المقبل',
    name: 'ماري أنطوانيت',
    askedBy: ['بلدية سان ريمي', 'مؤسسة الأرياف'],
  },
}

const SPLIT = { agree: 623, disagree: 241, neutral: 136 }

const proposalsOf = (texts: string[], name?: string): DrawnProposal[] =>
  texts.map((text, index) => ({
    id: `proposal${String(index).padStart(4, '0')}`,
    text,
    ...(name ? { author: { name, age: 47 } } : {}),
    tallies: SPLIT,
  }))

const consensusOf = (texts: string[]): Outcome['consensus'] =>
  texts.map((text, index) => ({ id: `consensus${String(index).padStart(3, '0')}`, text, agree: 0.824 }))

/** With the first of the consensus. */
const headlineOf = (text: string, tied?: { from: number; to: number }): Outcome['headline'] => ({
  proposal: { id: 'consensus000', text, agree: 0.824, ...(tied ? { tied } : {}) },
  votes: 1_234_567,
  voters: 98_765,
})

interface Shape {
  /** Of question and proposal, or of the proposal alone. */
  longest?: 'all' | 'proposal'
  phase?: EmbedPayload['consultation']['phase']
  proposals?: number
  segments?: true
  outcome?: (words: (typeof WORDS)['fr']) => Outcome
  tallies?: DrawnProposal['tallies']
  /** The proposals are translations of French ones, for French readers of German ones. */
  translated?: true
}

const payload =
  ({ longest, phase = 'open', proposals = 12, segments, outcome, tallies, translated }: Shape = {}) =>
  (asked: string): EmbedPayload => {
    const language = asked in WORDS ? (asked as keyof typeof WORDS) : 'en'
    const words = WORDS[language]
    const text = longest ? words.longest : words.short
    const drawn = proposalsOf(Array<string>(proposals).fill(text), longest ? words.name : undefined)
    if (tallies) for (const proposal of drawn) proposal.tallies = tallies
    const originalLanguage = asked === 'fr' ? 'de' : 'fr'
    const { longest: longOriginal, short: shortOriginal } = WORDS[originalLanguage]
    const originalText = longest ? longOriginal : shortOriginal
    if (translated)
      for (const proposal of drawn) {
        proposal.language = language
        proposal.translation = {
          originalLanguage,
          originalText,
          origin: 'provider',
          provider: 'LibreTranslate',
        }
      }
    const options = words.segments.map((label, index) => ({
      id: `segment${String(index).padStart(5, '0')}`,
      label,
    }))
    return {
      consultation: {
        slug: 'territoires',
        // As the API gives it.
        question: holdMarks(longest === 'all' ? words.longestQuestion : words.question),
        introduction: '',
        language,
        phase,
        opensAt: '2027-03-01T08:00:00+01:00',
        proposalsCloseAt: null,
        closesAt: '2027-05-01T08:00:00+02:00',
        resultsAt: '2027-06-15T08:00:00+02:00',
        segments: segments ? { question: holdMarks(words.segment), options } : null,
        proposalPrefix: words.prefix,
        proposalMaxLength: 140,
        sequenceSize: Math.max(1, Math.min(12, proposals)),
        url: PAGE,
      },
      draw: { number: 0, last: true, proposals: drawn },
      ...(outcome ? { outcome: outcome(words) } : {}),
      askedBy: words.askedBy,
      code: pageCode(PAGE),
    }
  }

const NEXT = '[part~="next"]'
const VOTED: Step = { press: '.vote.agree', until: 'ul.results' }
const GOES_ON: Step = { press: NEXT, until: '.vote.agree[aria-pressed="false"]' }
const FORM: Step = { press: '[part~="propose"]', until: 'textarea' }
const write = (text: string): Step => ({ write: { into: 'textarea', text }, until: 'textarea' })
const send = (until: string): Step => ({ press: '[type="submit"]', until })

/** Every state that a reader may see; the longest texts where the state has any of its own. */
export const WIDGET_STATES: WidgetState[] = [
  { name: 'fallback', payload: payload(), isSilent: true, steps: [] },
  { name: 'vote', payload: payload(), steps: [] },
  { name: 'vote-long', payload: payload({ longest: 'proposal' }), steps: [] },
  { name: 'vote-longest', payload: payload({ longest: 'all' }), steps: [] },
  { name: 'vote-translated', payload: payload({ translated: true }), steps: [{ until: '.original' }] },
  {
    name: 'vote-translated-longest',
    payload: payload({ longest: 'all', translated: true }),
    steps: [{ until: '.original' }],
  },
  { name: 'voted', payload: payload(), steps: [VOTED] },
  { name: 'voted-translated', payload: payload({ longest: 'all', translated: true }), steps: [VOTED] },
  {
    name: 'voted-longest',
    payload: payload({ longest: 'all' }),
    steps: [
      { press: '.vote.disagree', until: 'ul.results' },
      { press: '.chip', until: '.chip[aria-pressed="true"]' },
    ],
  },
  {
    name: 'voted-alone',
    payload: payload({ tallies: { agree: 0, disagree: 0, neutral: 0 } }),
    steps: [{ press: '.vote.neutral', until: 'ul.results' }],
  },
  {
    name: 'voted-one-sided',
    payload: payload({ longest: 'all', tallies: { agree: 12_345_600, disagree: 12_400, neutral: 61_000 } }),
    steps: [VOTED],
  },
  {
    name: 'busy',
    payload: payload({ longest: 'all' }),
    answers: { '/v1/votes': { status: 503, body: {} } },
    steps: [VOTED, { until: '.notice' }],
  },
  {
    name: 'lost',
    payload: payload({ longest: 'all' }),
    answers: { '/v1/votes': { status: 409, body: { type: 'x/proposal-not-accepted' } } },
    steps: [{ press: '.vote.agree', until: '.notice' }],
  },
  {
    name: 'refused',
    payload: payload({ longest: 'all' }),
    answers: { '/v1/votes': { status: 400, body: { type: 'x/invalid-request' } } },
    steps: [{ press: '.vote.agree', until: '.notice a' }],
  },
  {
    name: 'segment',
    payload: payload({ segments: true }),
    steps: [...Array<Step[]>(2).fill([VOTED, GOES_ON]).flat(), VOTED, { press: NEXT, until: '.options' }],
  },
  { name: 'propose', payload: payload(), steps: [FORM] },
  { name: 'propose-longest', payload: payload({ longest: 'all' }), steps: [FORM, write('a '.repeat(90))] },
  { name: 'propose-problem', payload: payload(), steps: [FORM, send('[aria-invalid="true"]')] },
  {
    name: 'propose-duplicate',
    payload: payload(),
    answers: {
      '/v1/proposals': {
        status: 409,
        body: {
          type: 'x/duplicate-proposal',
          code: 'duplicate-proposal',
          status: 409,
          proposal: 'proposal0001',
        },
      },
    },
    steps: [FORM, write('rouvrir les petites gares'), send('[aria-invalid="true"]')],
  },
  { name: 'proposed', payload: payload(), steps: [FORM, write('planter des haies'), send(NEXT)] },
  { name: 'thanks', payload: payload({ proposals: 1 }), steps: [VOTED, { press: NEXT, until: '.title' }] },
  { name: 'nothing', payload: payload({ proposals: 0 }), steps: [{ until: '.title' }] },
  { name: 'upcoming', payload: payload({ phase: 'upcoming' }), steps: [] },
  { name: 'analysis', payload: payload({ phase: 'analysis' }), steps: [] },
  {
    name: 'results',
    payload: payload({
      phase: 'results',
      outcome: ({ short, longest }) => ({
        headline: headlineOf(short),
        actions: [],
        consensus: consensusOf([short, longest]),
      }),
    }),
    steps: [],
  },
  {
    name: 'results-longest',
    payload: payload({
      longest: 'all',
      phase: 'results',
      outcome: ({ short, longest }) => ({
        headline: headlineOf(longest, { from: 1, to: 12 }),
        actions: [],
        consensus: consensusOf([longest, short]),
      }),
    }),
    steps: [],
  },
  {
    name: 'results-none',
    payload: payload({
      phase: 'results',
      outcome: () => ({ headline: { proposal: null, votes: 41, voters: 7 }, actions: [], consensus: [] }),
    }),
    steps: [],
  },
  {
    name: 'action',
    payload: payload({
      phase: 'action',
      outcome: ({ short, action }) => ({
        headline: headlineOf(short),
        consensus: consensusOf([short]),
        actions: [
          { title: action, state: 'started', progress: 0.25 },
          { title: action, state: 'planned', progress: null },
        ],
      }),
    }),
    steps: [],
  },
  { name: 'about', payload: payload(), steps: [{ press: '.about', until: '[part~="about"]' }] },
  {
    name: 'about-sure',
    payload: payload({ longest: 'all' }),
    steps: [
      { press: '.about', until: '[part~="about"]' },
      { press: '[part~="forget"]', until: '[part~="about"]' },
    ],
  },
  { name: 'failed', payload: payload(), status: 503, steps: [] },
  { name: 'unavailable', payload: payload(), status: 404, steps: [] },
  { name: 'held-back', payload: payload(), status: 403, code: 'foreign-origin', steps: [] },
  { name: 'told-why', payload: payload(), status: 403, code: 'foreign-origin', debug: true, steps: [] },
]
