/** The browser's own; where a script has taken it away, one that sees nothing: votes work, and the page is not followed. */
export const Observer = (globalThis.MutationObserver ??
  class {
    observe() {}
    disconnect() {}
    takeRecords = () => []
  }) as typeof MutationObserver
