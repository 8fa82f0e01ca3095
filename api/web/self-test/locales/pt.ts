import { pt as common } from '../../shared/locales/pt.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

// Not yet read by a native speaker.

export const pt: Translation<Texts> = {
  ...common,
  title: 'Testar o widget',
  intro: 'Abra aqui um dos seus artigos. Esta página mostra em direto o que chega e o que falta.',
  address: 'Endereço do artigo',
  open: 'Abrir o artigo',
  signIn: 'Entre primeiro: uma ligação de teste mostra o que faz quem a abre.',
  dashboard: 'Painel',
  console: 'Consola',
  opened: 'Volte aqui depois de ter visto o widget e votado.',
  steps: {
    load: ['O widget corre', 'A página carregou-o e chegou até nós.'],
    view: ['É visto', 'Metade do widget esteve visível um segundo.'],
    vote: ['Chega um voto', 'É um voto real: retire-o com «Anular» se estiver só a testar.'],
  },
  waiting: 'à espera',
  arrived: (time) => `chegou às ${time}`,
  refused: (time) => `recusado às ${time}`,
  article: 'Contado para',
  noArticle: 'Contado só para o sítio: o endereço da página não está na lista do meio.',
  nothing:
    'Não chega nada? O artigo deve manter «#unisson-test=…» no endereço, conter o código, e a sua política de segurança deve permitir script-src e connect-src para este servidor.',
  leftOut: {
    bots: 'Não contado: um programa controla este navegador.',
    prefetches: 'Não contado: a página foi pré-carregada.',
    foreignOrigins: 'Não contado: esta página não está na lista do meio.',
    unknownOrigins: 'Não contado: a página não diz de onde vem (moldura isolada).',
    newsroom: 'Não contado: este dispositivo é da redação (#unisson-ignore-me).',
    privacySignals: 'Só o carregamento conta: o navegador pede para não ser seguido (GPC).',
    aggregatesOnly: 'Contado sem leitores únicos, como o meio escolheu.',
  },
  readerTokens: {
    vouched: 'Assinante atestado.',
    'no-keys': 'Token ignorado: o meio não deu chaves.',
    malformed: 'Token ilegível, ou sem iat ou exp.',
    algorithm: 'Token assinado de outro modo que não ES256 ou EdDSA.',
    'unknown-key': 'Token de uma chave (kid) que não está no conjunto do meio.',
    signature: 'Token com uma assinatura falsa.',
    issuer: 'Token cujo iss não é a chave pública do meio.',
    audience: 'Token destinado a outro servidor (aud).',
    subject: 'Token sem pseudónimo (sub) de 1 a 64 caracteres.',
    expired: 'Token expirado.',
    'not-yet': 'Token datado do futuro.',
    lifetime: 'Token válido mais de uma hora.',
  },
  refusals: {
    'foreign-origin': 'A origem desta página não está na lista do meio. Acrescente-a na consola.',
    'unknown-publisher': 'Esta chave pública é desconhecida.',
    'unknown-consultation': 'Esta consulta não existe.',
    'publisher-disabled': 'O widget deste meio está desativado.',
    'votes-closed': 'A consulta não aceita votos agora.',
  },
}
