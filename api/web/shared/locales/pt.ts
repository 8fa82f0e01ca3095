import { countsIn } from '../counts.ts'
import type { Translation } from '../translation.ts'
import type { CommonTexts } from './fr.ts'

// Not yet read by a native speaker.

const { number } = countsIn('pt')

export const pt = {
  language: 'Língua',
  loading: 'A carregar…',
  cancel: 'Cancelar',
  again: 'Tentar de novo',
  copy: 'Copiar',
  copied: 'Copiado',
  notCopied: 'O navegador não permite copiar. Selecione o texto e copie-o.',
  wrongFields: 'A corrigir:',
  andMore: (count) => `… e mais ${number(count)}.`,
  theFile: 'O ficheiro:',
  theRow: (row) => `Linha ${row}:`,
  signOut: 'Sair',
  downloads: { as: (what, format) => `Descarregar ${what} em ${format}` },
  embedKit: {
    intro: 'O widget tem uma altura fixa, não guarda nada antes do primeiro voto e pesa só 12 kB.',
    appearance: 'Aspeto',
    shown: 'O que é mostrado',
    parts: {
      vote: 'O voto',
      consensus: 'Resultados: o que une a maioria',
      groups: 'Resultados: os grupos de opinião',
      proposal: 'Resultados: uma proposta',
      action: 'Resultados: as ações',
    },
    proposal: 'Proposta (o seu identificador)',
    proposalHint: 'Opcional. O voto começa por ela, ou o resultado é o dela.',
    theme: 'Cores',
    themes: { auto: 'Como a página', light: 'Claras', dark: 'Escuras' },
    layout: 'Forma',
    layouts: { card: 'Cartão', compact: 'Compacta' },
    accent: 'Cor de destaque',
    ownAccent: 'A minha',
    radius: 'Arredondamento dos cantos',
    channel: 'Canal',
    channelHint:
      'Fora dos artigos: «boletim», «cartaz», o nome de um parceiro. Minúsculas, algarismos e hífenes.',
    width: 'Largura da pré-visualização',
    widths: { wide: 'Coluna', narrow: 'Telemóvel' },
    preview: 'Pré-visualização',
    forms: {
      element: [
        'No artigo',
        'A forma recomendada: o espaço está reservado e fica uma ligação sem JavaScript.',
      ],
      script: ['Numa só linha', 'Para sistemas que só aceitam um script.'],
      styles: ['Na folha de estilos do sítio', 'As suas cores, uma vez para todos os artigos.'],
      link: [
        'A ligação',
        'Colada sozinha numa linha, torna-se o widget onde o oEmbed funciona; noutro lugar leva à página pública. Para boletins, redes e parceiros.',
      ],
      mail: [
        'Num boletim',
        'Três propostas com uma ligação para cada resposta. O clique abre uma página onde um botão confirma: um robô que siga a ligação não vota.',
      ],
      mailText: ['Num boletim, só texto', 'Para a outra metade da mensagem.'],
      iframe: ['Numa moldura', 'Para sistemas que retiram os scripts. As cores do sítio não entram.'],
    },
    code: 'Código para ler',
    codeHint: 'Leva à mesma página que a ligação. Para impressos e cartazes.',
    download: 'Descarregar (SVG)',
  },
  problems: {
    offline: 'O servidor não responde. Verifique a ligação e tente de novo.',
    'invalid-key': 'Esta chave não é válida.',
    'not-signed-in': 'A sessão terminou. Entre de novo.',
    'too-many-requests': 'Demasiadas tentativas. Espere um minuto.',
    unavailable: 'O serviço não está disponível. Tente de novo dentro de momentos.',
    'csrf-token': 'A página esteve aberta demasiado tempo. Recarregue-a.',
    'unknown-share-link': 'Esta ligação não existe ou já não é válida.',
    overloaded: 'O serviço está muito procurado. Tente de novo dentro de momentos.',
    'invalid-request': 'O pedido falhou. Recarregue a página.',
  },
  fieldProblems: {
    missing: () => 'falta.',
    empty: () => 'está vazio.',
    invalid: () => 'não tem a forma esperada.',
    'unknown-field': () => 'não existe.',
    'too-short': ({ limit }) => `não chega ao mínimo: pelo menos ${limit}.`,
    'too-long': ({ limit }) => `ultrapassa o limite: no máximo ${limit}.`,
    'too-small': ({ limit }) => `não chega ao mínimo: pelo menos ${limit}.`,
    'too-large': ({ limit }) => `ultrapassa o limite: no máximo ${limit}.`,
    'date-passed': () => 'já passou. Escolha uma data futura.',
    'date-not-reached': () => 'ainda não chegou. Os votos vêm antes dos resultados.',
    'date-order': ({ before }) => `deve vir depois de «${before}».`,
  },
} satisfies Translation<CommonTexts>
