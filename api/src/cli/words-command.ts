import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { findConsultation } from '../administration/consultations.ts'
import { sentencesIn, setOwnWords, type WordsOwner } from '../administration/own-words.ts'
import { findPublisher } from '../administration/publishers.ts'
import type { Store } from '../store/index.ts'
import type { OwnWords } from '../wire/index.ts'
import { type CliContext, CliError } from './cli-context.ts'
import { spokenLanguage } from './spoken-language.ts'
import { addExample } from './wording.ts'

interface Options {
  publisher?: string
  consultation?: string
  language: string
  set?: string[]
  reset?: string[]
  file?: string
}

async function ownerOf(store: Store, { publisher, consultation }: Options): Promise<WordsOwner> {
  if ((publisher === undefined) === (consultation === undefined))
    throw new CliError('Give either --publisher or --consultation')
  if (publisher !== undefined) return { publisherId: (await findPublisher(store, publisher)).id }
  return { consultationId: (await findConsultation(store, consultation ?? '')).id }
}

function readWords(file: string): OwnWords {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as OwnWords
  } catch {
    throw new CliError(`The file ${file} cannot be read as JSON`)
  }
}

/** The words as they are to be; undefined: they are only shown. */
function wanted(before: OwnWords, { language, set = [], reset = [], file }: Options): OwnWords | undefined {
  if (file !== undefined) {
    if (set.length + reset.length > 0) throw new CliError('Give either --file, or --set and --reset')
    return readWords(file)
  }
  if (set.length + reset.length === 0) return undefined
  const sentences = { ...before[language] }
  for (const one of set) {
    const [name = '', ...text] = one.split('=')
    sentences[name] = text.join('=')
  }
  const known = new Set(sentencesIn(language).sentences.map(({ name }) => name))
  for (const name of reset) {
    // One of an earlier version may still be among them.
    if (!known.has(name) && sentences[name] === undefined)
      throw new CliError(`${name}: is no sentence of the widget or the public pages`)
    delete sentences[name]
  }
  return { ...before, [language]: sentences }
}

/** Shows or sets what widget and public pages say in a publisher's own words, or a consultation's. */
export function addWordsCommand(program: Command, cli: CliContext): void {
  const command = program
    .command('words')
    .description('Show or change sentences of the widget and the public pages')
    .option('--publisher <publisher>', 'Public key, id or name')
    .option('--consultation <slug>', 'Its words override those of the publisher')
    .option('--language <tag>', 'Language of the interface', spokenLanguage, 'fr')
    .option('--set <name=text...>', 'Name of a sentence; may be repeated')
    .option('--reset <name...>', 'Sentences that get their usual words back')
    .option('--file <file>', 'All sentences, as JSON: {"fr": {"votes.agree": "Pour"}}')
    .action((options: Options) =>
      cli.withStore(command, async (store, context) => {
        const owner = await ownerOf(store, options)
        const id = 'publisherId' in owner ? owner.publisherId : owner.consultationId
        const before = await store.ownWords.of(id)
        const change = wanted(before, options)
        const words = change ? await setOwnWords(context, owner, { words: change }) : before
        const { sentences } = sentencesIn(options.language)
        const own = words[options.language] ?? {}
        return {
          document: { words },
          text: cli.table(
            ['sentence', 'text', 'at most'],
            sentences.map(({ name, text, longest }) => [
              own[name] === undefined ? name : `${name} *`,
              own[name] ?? text,
              String(longest),
            ]),
          ),
        }
      }),
    )
  addExample(
    command,
    'words --consultation territoires --language fr --set "votes.agree=Pour" "votes.disagree=Contre"',
  )
}
