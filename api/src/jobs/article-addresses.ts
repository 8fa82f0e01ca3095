import { setImmediate as otherWork } from 'node:timers/promises'
import { ADDRESS_RULE, articleAddress } from '../domain/articles/article-url.ts'
import { originList } from '../domain/articles/origins.ts'
import type { AddressedArticle } from '../store/articles.ts'
import { ConstraintError, type Statement } from '../store/database.ts'
import type { Store } from '../store/index.ts'
import type { PublisherRecord } from '../store/publishers.ts'

const PAGE = 500
const MOST_TRIES = 3

/** What decides under which addresses a publisher's articles are counted, as one text. */
export const addressRuleOf = ({ origins, parameters }: Pick<PublisherRecord, 'origins' | 'parameters'>) =>
  JSON.stringify([ADDRESS_RULE, origins, parameters.ignored, parameters.kept])

async function articlesOf(store: Store, publisherId: string): Promise<AddressedArticle[]> {
  const all: AddressedArticle[] = []
  for (;;) {
    const page = await store.articles.page(publisherId, all.at(-1)?.id ?? '', PAGE)
    all.push(...page)
    if (page.length < PAGE) return all
    await otherWork()
  }
}

const firstCome = (one: AddressedArticle, other: AddressedArticle): number =>
  one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1)

/** The stored articles that the rule counts under one address, by that address. */
function byAddress(publisher: PublisherRecord, articles: readonly AddressedArticle[]) {
  const origins = originList(publisher.origins)
  const rules = { ignored: new Set(publisher.parameters.ignored), kept: new Set(publisher.parameters.kept) }
  const groups = new Map<string, AddressedArticle[]>()
  for (const article of articles) {
    // The origin is no longer listed: no reader comes to this article, and it stays as it is.
    const address = articleAddress(article.url, origins, rules)
    if (address === null) continue
    const group = groups.get(address)
    if (group) group.push(article)
    else groups.set(address, [article])
  }
  return groups
}

/** What makes one article of those that the rule counts under an address; what people merged is left alone. */
function* oneArticle(
  store: Store,
  publisherId: string,
  address: string,
  group: readonly AddressedArticle[],
  now: number,
): Generator<Statement> {
  const sorted = [...group].sort(firstCome)
  const whole = sorted.find(({ url }) => url === address) ?? sorted[0]
  if (!whole) return
  if (whole.url !== address) yield store.articles.readdressing(whole.id, address)
  // Merged by a rule that was, and now itself what readers come to.
  if (whole.intoId !== null && whole.mergedBy === null) yield store.articleMerges.deletion(whole.id)
  for (const { id, intoId, mergedBy } of sorted) {
    if (id === whole.id || mergedBy !== null || intoId === whole.id || whole.intoId === id) continue
    yield store.articleMerges.insertion({
      articleId: id,
      publisherId,
      intoId: whole.id,
      mergedAt: now,
      mergedBy: null,
    })
  }
}

async function mergeByAddress(store: Store, publisher: PublisherRecord, now: number): Promise<number> {
  const articles = await articlesOf(store, publisher.id)
  let changed = 0
  let statements: Statement[] = []
  for (const [address, group] of byAddress(publisher, articles)) {
    statements.push(...oneArticle(store, publisher.id, address, group, now))
    if (statements.length < PAGE) continue
    changed += statements.length
    await store.database.write(statements)
    statements = []
    await otherWork()
  }
  await store.database.write([
    ...statements,
    store.publishers.keepingAddressRule(publisher.id, addressRuleOf(publisher)),
  ])
  return changed + statements.length
}

/**
 * Makes one article of all that today's rule counts under one address, for each publisher whose articles were stored by
 * another rule. What was counted stays where it is, and figures add it up. Gives how many articles changed.
 */
export async function updateArticleAddresses(store: Store, now: number): Promise<number> {
  let changed = 0
  for (const publisher of await store.publishers.all()) {
    if (publisher.addressRule === addressRuleOf(publisher)) continue
    for (let tries = 1; ; tries++) {
      try {
        changed += await mergeByAddress(store, publisher, now)
        break
      } catch (error) {
        // A reader came to the very address meanwhile, and it is stored now: look again.
        if (!(error instanceof ConstraintError) || tries >= MOST_TRIES) throw error
      }
    }
  }
  return changed
}
