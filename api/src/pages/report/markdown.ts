import type { Block } from './blocks.ts'

/** What a title might mean to Markdown, it shall not. Spaces that do not break stay. */
const escaped = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>#|!~]/g, '\\$&').replace(/[ \t\r\n]+/g, ' ')

const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`

function written(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `# ${escaped(block.text)}`
    case 'heading':
      return `## ${escaped(block.text)}`
    case 'note':
      return `*${escaped(block.text)}*`
    case 'link':
      return `[${escaped(block.text)}](${block.address})`
    case 'table':
      return [
        row(block.head),
        `| --- |${' ---: |'.repeat(block.head.length - 1)}`,
        ...block.rows.map(row),
      ].join('\n')
    case 'paragraph':
      return escaped(block.text)
  }
}

/** The report as Markdown, its blocks separated by empty lines. */
export const asMarkdown = (blocks: readonly Block[]): string => blocks.map(written).join('\n\n')
