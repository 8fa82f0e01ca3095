import { type Command, InvalidArgumentError, Option } from 'commander'
import { createConsultation, findConsultation, sealConsultation } from '../administration/consultations.ts'
import { findPublisher } from '../administration/publishers.ts'
import { TranslationCatalogue } from '../cache/translations.ts'
import { joinedWords } from '../domain/consultations/own-words.ts'
import { phaseAt } from '../domain/consultations/phases.ts'
import { ProblemError } from '../domain/problem-error.ts'
import { USUAL_NAMES } from '../domain/public-names.ts'
import { embeddingOf } from '../pages/embed-code.ts'
import { mailKitOf } from '../pages/mail-kit.ts'
import { presentTeamConsultation } from '../presenters/consultations.ts'
import type { ConsultationRecord } from '../store/consultations.ts'
import type { Store } from '../store/index.ts'
import { pageQuery } from '../wire/embedding.ts'
import type { NewConsultation } from '../wire/index.ts'
import { type CliContext, CliError } from './cli-context.ts'
import { spokenLanguage } from './spoken-language.ts'
import { addExample, shortInstant } from './wording.ts'

function wholeNumber(value: string): number {
  if (!/^\d{1,6}$/.test(value)) throw new InvalidArgumentError('Must be a whole number.')
  return Number(value)
}

/** A link with another name would count for no channel. */
function channelName(value: string): string {
  if (!pageQuery.shape.channel.safeParse(value).success)
    throw new InvalidArgumentError('Must be lower-case letters, digits and hyphens.')
  return value
}

const INSTANT = 'ISO 8601 with offset, such as 2026-03-01T08:00+01:00'

function addDates(command: Command): Command {
  return command
    .requiredOption('--opens-at <instant>', `Votes and proposals begin (${INSTANT})`)
    .option('--proposals-close-at <instant>', 'End of proposals; default: the close')
    .requiredOption('--closes-at <instant>', 'Votes end')
    .option('--results-at <instant>', 'Publication of the results')
    .option('--action-at <instant>', 'Start of the action plan')
    .option('--ends-at <instant>', 'End of the consultation')
}

function addCreate(parent: Command, cli: CliContext): void {
  const command = addDates(
    parent
      .command('create')
      .description('Open a consultation')
      .argument('<slug>', 'Name in URLs: lower-case letters, digits and hyphens')
      .requiredOption('--question <text>', 'The question put to the public'),
  )
    .option('--introduction <text>', 'One or two sentences for the reader')
    .option('--language <tag>', 'Language of the question and the proposals', 'fr')
    .option('--proposal-prefix <text>', 'Beginning of every proposal, such as "Il faut"')
    .option('--proposal-max-length <number>', 'In characters, including the prefix', wholeNumber, 140)
    .option('--sequence-size <number>', 'Proposals in a reader’s sequence', wholeNumber, 12)
    .addOption(
      new Option('--moderation <when>', 'Read proposals before or after they are published')
        .choices(['before', 'after'])
        .default('before'),
    )
    .action((slug: string, options: Omit<NewConsultation, 'slug'>) =>
      cli.withNewStore(command, async (_store, context) => {
        const created = await createConsultation(context, { ...options, slug })
        const document = presentTeamConsultation(created, cli.publicUrl, cli.runtime.now())
        return {
          document,
          text: `Consultation "${slug}" created; phase: ${document.phase}.`,
        }
      }),
    )
  addExample(
    command,
    'consultation create territoires --question "Comment mieux vivre ?" --proposal-prefix "Il faut" \\\n' +
      '      --opens-at 2026-03-01T08:00+01:00 --closes-at 2026-04-30T23:59+02:00',
  )
}

function addList(parent: Command, cli: CliContext): void {
  const command = parent
    .command('list')
    .description('List the consultations')
    .action(() =>
      cli.withStore(command, async (store) => {
        const consultations = await store.consultations.all()
        const now = cli.runtime.now()
        const rows = consultations.map((consultation) => [
          consultation.slug,
          phaseAt(consultation, now),
          consultation.language,
          shortInstant(consultation.opensAt),
          shortInstant(consultation.closesAt),
          consultation.question,
        ])
        return {
          document: {
            consultations: consultations.map((one) => presentTeamConsultation(one, cli.publicUrl, now)),
          },
          text: cli.table(['slug', 'phase', 'language', 'opens (UTC)', 'closes (UTC)', 'question'], rows),
        }
      }),
    )
  addExample(command, 'consultation list --json')
}

function addSeal(parent: Command, cli: CliContext): void {
  const command = parent
    .command('seal')
    .description('Destroy the pseudonym key after the end of votes; cannot be undone')
    .argument('<consultation>', 'Slug of the consultation')
    .action((slug: string) =>
      cli.withStore(command, async (store, context) => {
        const before = await findConsultation(store, slug)
        const sealed = await sealConsultation(context, before, { revision: before.revision })
        return {
          document: presentTeamConsultation(sealed, cli.publicUrl, cli.runtime.now()),
          text: `Consultation "${slug}" is sealed: its votes can no longer be linked to anyone.`,
        }
      }),
    )
  addExample(command, 'consultation seal territoires')
}

interface MailOptions {
  publisher: string
  channel?: string
  language?: string
  proposal?: string[]
  plain?: boolean
}

/** A mail is sent once: who named a proposal is told at once that it cannot be in it. */
async function checkMailed({ proposals }: Store, consultation: ConsultationRecord, ids: readonly string[]) {
  const found = await proposals.find(ids)
  for (const [index, id] of ids.entries()) {
    const proposal = found[index]
    if (proposal?.consultationId !== consultation.id)
      throw new CliError(`There is no proposal ${id} in this consultation`)
    if (proposal.status !== 'accepted')
      throw new CliError(`The proposal ${id} is ${proposal.status}, not accepted`)
  }
}

function addMail(parent: Command, cli: CliContext): void {
  const command = parent
    .command('mail')
    .description('Print the block for a newsletter, with a link for each proposal and choice')
    .argument('<consultation>', 'Slug of the consultation')
    .requiredOption('--publisher <publisher>', 'News site that sends it: public key, id or name')
    .option('--proposal <id...>', 'Proposals of the mail; default: the three with most votes')
    .option('--channel <channel>', 'Channel that its votes count for; default: newsletter', channelName)
    .option('--language <tag>', 'Language of its readers; default: that of the consultation', spokenLanguage)
    .option('--plain', 'As plain text, for the text part of the email')
    .action((slug: string, { publisher: name, channel, language, proposal, plain }: MailOptions) =>
      cli.withStore(command, async (store) => {
        const consultation = await findConsultation(store, slug)
        const publisher = await findPublisher(store, name)
        await checkMailed(store, consultation, proposal ?? [])
        const { publicUrl, runtime } = cli
        const asked = { ...(channel === undefined ? {} : { channel }), lang: language }
        const accepted = ({ id }: { id: string }) => store.proposals.accepted(id)
        const own = joinedWords(
          await store.ownWords.of(publisher.id),
          await store.ownWords.of(consultation.id),
        )
        const server = { publicUrl, names: USUAL_NAMES }
        const embedding = embeddingOf(server, consultation, publisher, asked, own)
        const mail = await mailKitOf(embedding, consultation, proposal, {
          draws: { accepted },
          runtime,
          translations: new TranslationCatalogue(store.translations, runtime.monotonic),
        })
        if (!mail) throw new ProblemError('votes-closed', { detail: 'There is nothing to vote on now' })
        return { document: mail, text: plain ? mail.text : mail.html }
      }),
    )
  addExample(command, 'consultation mail territoires --publisher pub_… > block.html')
}

/** `consultation create`, `list`, `seal` and `mail`. */
export function addConsultationCommands(parent: Command, cli: CliContext): void {
  addCreate(parent, cli)
  addList(parent, cli)
  addSeal(parent, cli)
  addMail(parent, cli)
}
