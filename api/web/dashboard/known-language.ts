// Some browsers name a language that Intl refuses ("C", "en-US@posix"), and uPlot hands it over when it is loaded. So this
// comes before it.

function isKnown(tag: string | undefined): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0
  } catch {
    return false
  }
}

if (!isKnown(navigator.language)) Object.defineProperty(navigator, 'language', { value: 'en' })
