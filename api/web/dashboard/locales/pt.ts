import { DOT } from '../../../src/domain/text/typography.ts'
import { countsIn } from '../../shared/counts.ts'
import { pt as common } from '../../shared/locales/pt.ts'
import type { Translation } from '../../shared/translation.ts'
import type { Texts } from './fr.ts'

// Not yet read by a native speaker.

const { number, plural } = countsIn('pt')

export const pt: Translation<Texts> = {
  ...common,
  title: 'Painel',
  problems: {
    ...common.problems,
    'invalid-key': 'Esta chave ou ligação não é válida ou já não o é.',
    'merged-already': 'Estes dois artigos já são um só, ou este já está fundido com outro.',
    'invalid-query': 'Este pedido não pode ter resposta.',
  },
  metrics: {
    loads: { name: 'Carregamentos', definition: 'Vezes que o widget correu numa página.' },
    views: {
      name: 'Visualizações',
      definition:
        'Vezes que pelo menos metade do widget esteve visível um segundo sem interrupção (30% se for grande).',
    },
    viewability: { name: 'Visibilidade', definition: 'Visualizações divididas por carregamentos.' },
    readersLoaded: {
      name: 'Leitores com carregamento',
      definition: 'Leitores em cuja página o widget correu, únicos por dia.',
    },
    readersViewed: {
      name: 'Leitores',
      definition: 'Leitores que viram o widget, únicos por dia; vários dias somam-se.',
    },
    readersEngaged: {
      name: 'Leitores participantes',
      definition: 'Leitores que votaram ou propuseram pelo menos uma vez, únicos por dia.',
    },
    engagementRate: {
      name: 'Taxa de participação',
      definition:
        'Leitores participantes divididos por leitores, com intervalo de 95% (Wilson); não dada abaixo de 30 leitores.',
    },
    readersProposed: {
      name: 'Leitores que propuseram',
      definition: 'Leitores que enviaram pelo menos uma proposta, únicos por dia.',
    },
    readersFinished: {
      name: 'Sequências terminadas',
      definition: 'Leitores que percorreram uma sequência inteira de propostas, únicos por dia.',
    },
    votes: {
      name: 'Votos',
      definition: 'Primeiros votos de um leitor numa proposta; um voto alterado não conta de novo.',
    },
    votesPerReader: {
      name: 'Votos por leitor participante',
      definition: 'Votos divididos por leitores participantes.',
    },
    proposals: {
      name: 'Propostas enviadas',
      definition: 'Propostas enviadas pelos leitores, seja qual for o estado.',
    },
    proposalsAccepted: { name: 'Propostas aceites', definition: 'Das enviadas, as que já estão aceites.' },
    firstVoteDelay: {
      name: 'Tempo até ao primeiro voto',
      definition:
        'Tempo mediano entre a visualização e o primeiro voto do dia na mesma página; lido em 14 classes.',
    },
    networksViewed: {
      name: 'Redes',
      definition:
        'Redes de onde se viu o widget, únicas por dia: uma casa, uma empresa, uma parte de uma rede móvel.',
    },
    networksEngaged: {
      name: 'Redes com leitores participantes',
      definition: 'Redes de onde pelo menos um leitor votou ou propôs, únicas por dia.',
    },
    viewsSuspect: {
      name: 'Visualizações suspeitas',
      definition: 'Visualizações de leitores que parecem um programa; fazem parte das visualizações.',
    },
    readersViewedSuspect: {
      name: 'Leitores suspeitos',
      definition:
        'Leitores que viram o widget e parecem um programa, ou cujos votos não são contados, únicos por dia; fazem parte dos leitores.',
    },
    readersSuspect: {
      name: 'Participantes suspeitos',
      definition:
        'Leitores participantes que parecem um programa, ou cujos votos não são contados, únicos por dia; fazem parte dos participantes.',
    },
    suspectShare: {
      name: 'Parte suspeita',
      definition: 'Participantes suspeitos divididos por participantes.',
    },
    engagementRateWithoutSuspects: {
      name: 'Taxa de participação sem suspeitos',
      definition:
        'Taxa de todos os outros leitores: os suspeitos são retirados dos dois números; não dada abaixo de 30 leitores.',
    },
  },
  fields: {
    dateRange: 'O período',
    from: 'O início',
    label: 'O nome da ligação',
    expiresAt: 'O último dia',
    title: 'O título',
  },
  signIn: {
    title: 'Painel do Unisson',
    key: 'Chave de API do seu meio',
    hint: 'É trocada por uma sessão de doze horas e esta página não a guarda.',
    submit: 'Entrar',
    ended: 'A sessão terminou, ou a chave ou ligação foi revogada.',
    badLink: 'Esta ligação não é válida ou já não o é. Peça outra à redação.',
  },
  places: { engagement: 'Participação', embed: 'Incorporar', 'share-links': 'Partilhar' },
  readOnly: 'só leitura',
  live: {
    now: (count) => `${plural(count, 'leitor', 'leitores')} neste momento`,
    recent: (count) => `${number(count)} na última meia hora`,
    waiting: 'Em direto: a ligar…',
    lost: 'Direto interrompido',
  },
  controls: {
    period: 'Período',
    from: 'De',
    to: 'A',
    custom: 'De … a …',
    show: 'Mostrar',
    compare: 'Comparar com',
    consultation: 'Consulta',
    all: 'Todas as consultas',
    theCurve: 'a curva',
    theArticles: 'os artigos',
    print: 'Imprimir',
  },
  periods: {
    today: 'Hoje',
    yesterday: 'Ontem',
    '7d': 'Últimos 7 dias',
    '30d': 'Últimos 30 dias',
    '90d': 'Últimos 90 dias',
    month: 'Este mês',
    lastMonth: 'O mês passado',
    year: 'Este ano',
    all: 'Desde o início',
  },
  compares: { previous: 'Período anterior', year: 'Um ano antes', none: 'Nada' },
  range: (days, zone) => `${days}, hora de ${zone}`,
  comparedTo: (days) => `comparado com ${days}`,
  nothingBefore: (days) => `nada foi contado em ${days}`,
  updated: (time) => `às ${time}`,
  before: (value) => `${value} antes`,
  points: 'pts',
  interval: (interval) => `${interval} (intervalo de 95%)`,
  suppressed: (below) => `Menos de ${below} leitores: sem taxa`,
  accepted: (count) => plural(count, 'aceite', 'aceites'),
  more: 'Todos os números',
  chart: {
    label: (metric) => `${metric} ao longo do tempo`,
    now: 'Este período',
    before: 'Antes',
    unfinished: 'em curso',
    interval: 'intervalo de 95%',
    table: 'A curva em tabela',
    time: 'Tempo',
    by: 'Divisão',
    intervals: { hour: 'Horas', day: 'Dias', week: 'Semanas', month: 'Meses' },
    withheld: (below) => `Sem taxa abaixo de ${below} leitores; escolha intervalos mais longos.`,
  },
  empty: {
    title: 'Ainda não há leitores neste período',
    text: 'Logo que um artigo leve uma consulta, os seus leitores aparecem aqui.',
    embed: 'Incorporar uma consulta',
    all: 'Ver desde o início',
  },
  standingOut: {
    title: 'A destacar',
    readersOf: (rate) => `${rate} dos leitores de`,
    voted: (interval) => `participaram (${interval})`,
    against: (rate, interval) => `contra ${rate} nos outros artigos (${interval}).`,
    how: (count) =>
      `De ${plural(count, 'artigo comparado', 'artigos comparados')}; só mostrado se o acaso não o explica (intervalos de 95% sobre todas as comparações).`,
  },
  articles: {
    title: 'Artigos',
    article: 'Artigo',
    course: 'Evolução',
    courseOf: (article) => `Leitores de «${article}» ao longo do tempo`,
    place: 'Intervalo',
    site: (rate) => `linha: todo o sítio, ${rate}`,
    tooFew: (below) => `< ${below} leitores`,
    placeOf: (rate, interval) => `${rate} (${interval})`,
    none: 'Nenhum artigo neste período: os leitores vêm por outros canais.',
    more: 'Mostrar mais',
    shown: (shown, total) => `${shown} de ${total}`,
    back: 'Todos os artigos',
    read: 'Ler o artigo',
    published: (day) => `publicado em ${day}`,
    unconfirmed: 'título por confirmar',
    ascending: 'crescente',
    descending: 'decrescente',
  },
  corrections: {
    heading: 'Correções',
    rename: 'Mudar o título',
    title: 'Título',
    asReported: 'Voltar ao título da página',
    mergeInto: 'Fundir com outro artigo',
    mergeHint: 'Os seus números somam-se, também os passados. Separá-los repõe os números de antes.',
    search: 'Título ou endereço',
    noneFound: 'Nenhum outro artigo encontrado.',
    merge: 'Fundir',
    part: 'Separar',
    addresses: 'Contados com este artigo',
    since: (day, who) => `fundido em ${day} por ${who}`,
    byRule: 'as regras de endereços',
    merges: 'Artigos fundidos',
  },
  foreign: {
    page: 'Sítios que não estão na sua lista',
    hint: 'Se um endereço é seu, peça à equipa do Unisson que o acrescente.',
    article: 'Artigos anunciados noutros sítios',
    others: 'Outros',
    last: (day) => `última vez em ${day}`,
    places: {
      translation: 'Um serviço de tradução',
      archive: 'Um arquivo da web',
      'amp-cache': 'Uma cache AMP',
      'other-screen': 'O seu sítio móvel ou AMP',
      staging: 'Um sítio de testes',
      local: 'Um computador ou rede privada',
      sister: 'Outro subdomínio do seu sítio',
      application: 'Uma aplicação',
    },
  },
  top: {
    title: 'O que os seus leitores mais apoiaram',
    hint: 'Desde que o artigo leva a consulta.',
    votes: (count) => plural(count, 'voto', 'votos'),
    none: 'Ainda não há votos suficientes dos seus leitores.',
    shares: (agree, neutral, disagree) =>
      `Concordo: ${agree}${DOT}Neutro: ${neutral}${DOT}Discordo: ${disagree}`,
  },
  breakdown: {
    title: 'Repartição',
    parts: {
      channel: 'Canal',
      section: 'Secção',
      device: 'Dispositivo',
      language: 'Língua',
      consultation: 'Consulta',
    },
    devices: { phone: 'Telemóvel', tablet: 'Tablet', desktop: 'Computador' },
    none: 'Nada a repartir neste período.',
    overlap: 'Um leitor de duas linhas conta em cada uma: a soma delas ultrapassa o total.',
    outside: {
      article:
        'Os leitores que não vieram por um artigo (uma newsletter, a página inicial) não estão em nenhuma linha.',
      channel:
        'Os leitores que não vieram por um canal, quase sempre por um artigo, não estão em nenhuma linha.',
      section: 'Os leitores de páginas sem secção não estão em nenhuma linha.',
    },
  },
  leftOut: {
    title: 'O que não é contado',
    none: 'Neste período nada ficou de fora.',
    hint: 'Páginas de todo o sítio, todas as consultas juntas.',
    reasons: {
      bots: ['Robôs', 'Programas, pela sua assinatura ou declaração.'],
      prefetches: ['Pré-carregamentos', 'Páginas carregadas de antemão.'],
      foreignOrigins: ['Outros sítios', 'Páginas que não estão na sua lista; são recusadas.'],
      unknownOrigins: ['Origem desconhecida', 'Páginas que não dizem de onde vêm.'],
      newsroom: ['Redação', 'Dispositivos que pediram para não ser contados.'],
      privacySignals: ['Sinal de privacidade', 'Global Privacy Control: o carregamento conta, sem leitor.'],
      aggregatesOnly: ['Só atos', 'Contado sem leitores únicos, como o seu meio escolheu.'],
    },
    stops: (count) =>
      `${plural(count, 'paragem brusca', 'paragens bruscas')} do servidor neste período; cada uma pode ter perdido alguns minutos de carregamentos e visualizações, nunca um voto.`,
  },
  warnings: {
    'reader-days': 'Os leitores são únicos por dia: em vários dias, os dias somam-se.',
    'parts-overlap': 'Um leitor pode contar em várias linhas: não se somam.',
    'other-time-zone': 'Os leitores são únicos por dia do seu fuso, não do mostrado.',
    'counting-limited': 'Neste período nem tudo foi contado, a pedido do seu meio.',
    'merged-articles': 'Um leitor de dois endereços fundidos no mesmo dia conta duas vezes no artigo.',
    'counts-lost': 'O servidor parou bruscamente: podem faltar algumas visualizações.',
  },
  suspects: {
    engaged: (share, suspect, all) =>
      `${share} dos leitores participantes são suspeitos: ${suspect} de ${all}.`,
    viewed: (suspect, all) => `${suspect} de ${all} leitores são suspeitos; nenhum votou nem propôs.`,
    without: (rate, interval, all) =>
      `Sem os leitores suspeitos, a taxa de participação é ${rate} (${interval}, intervalo de 95%) em vez de ${all}.`,
    tooFew: 'Sem eles ficam leitores a menos para uma taxa.',
    question: 'O que é um leitor suspeito?',
    answer: [
      'Um leitor que parece um programa. Na sua rede, muito mais do que noutras, os navegadores não se veem noutro lado, ou os votos chegam mais depressa do que se lê.',
      'Também um leitor cujos votos não são contados.',
      'Uma escola ou empresa atrás de um só endereço não é suspeita por isso. Nada é recusado nem retirado: os números acima contam todos os leitores.',
    ],
  },
  notes: 'Como ler estes números',
  share: {
    title: 'Ligações de partilha',
    hint: 'Quem tem a ligação pode ler este painel, e mais nada, até expirar. Pode revogá-la a qualquer momento.',
    label: 'Para quem',
    expires: 'Válida até',
    create: 'Criar uma ligação',
    once: 'Copie esta ligação agora: não voltará a ser mostrada.',
    none: 'Ainda não há ligações.',
    until: (day) => `válida até ${day}`,
    expired: (day) => `expirou em ${day}`,
    revoked: 'revogada',
    used: (day) => `aberta em ${day}`,
    unused: 'nunca aberta',
    revoke: 'Revogar',
    ask: (label) => `Revogar «${label}»?`,
    explain: 'Quem a usa sai logo.',
    live: 'Ligações válidas',
    over: 'Ligações antigas',
  },
  embed: { title: 'Incorporar uma consulta', none: 'Ainda não há nenhuma consulta.' },
}
