/** Of this page's life, where the browser keeps nothing. */
const remembered = new Map<string, string>()

/** What somebody chose on this device, or null. Where storage is blocked, a choice holds until the page is left. */
export function readChoice(name: string): string | null {
  try {
    return localStorage.getItem(name) ?? remembered.get(name) ?? null
  } catch {
    return remembered.get(name) ?? null
  }
}

/** Keeps a choice in this browser; where storage is blocked, until the page is left. */
export function keepChoice(name: string, value: string): void {
  remembered.set(name, value)
  try {
    localStorage.setItem(name, value)
  } catch {
    // Blocked or full: it is remembered.
  }
}
