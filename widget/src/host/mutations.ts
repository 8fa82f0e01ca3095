import type { Surroundings } from './element.ts'
import { completeLinks } from './links.ts'

/**
 * Sees whether others, such as translators, have changed nodes of the card since it was drawn last. To be asked before it
 * is drawn again, and told after it.
 */
export class ForeignMutations {
  // What was done before it began to look is not known.
  private _touched = true
  private readonly _observer = new Observer(() => {
    this._touched = true
  })

  /** True if the box should be emptied before another place is shown in it. */
  isTouched(): boolean {
    this._touched ||= this._observer.takeRecords().length > 0
    return this._touched
  }

  /** What was changed until now in this box is our own work; its links are completed. */
  drawn(box: Element, page: Surroundings): void {
    completeLinks(box, page)
    this._observer.takeRecords()
    this._observer.observe(box, { childList: true, characterData: true, subtree: true })
  }

  /** The box is gone, and with it what was done to it. */
  stop(): void {
    this._observer.disconnect()
    this._touched = false
  }
}

/** The browser's own; where a script has taken it away, one that sees nothing: votes work, and the page is not followed. */
export const Observer = (globalThis.MutationObserver ??
  class {
    observe() {}
    disconnect() {}
    takeRecords = () => []
  }) as typeof MutationObserver
