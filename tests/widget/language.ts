import { compileLanguage } from '../../widget/languages/compile.ts'

/** The build puts a language into the widget; before tests this does, as their pages speak French. */
const evaluate = (source: string): unknown => new Function(`return ${source}`)()

const { first, later } = compileLanguage('fr')
Object.assign(globalThis, { LOCALE: evaluate(first), LATER_LOCALE: evaluate(later) })
