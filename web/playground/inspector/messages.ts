// Texts of the list of requests. What an opened one says is in way.ts, and is loaded when the first is opened.
import type { Filter } from './filter.ts'

const plural = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`

export const inspectorMessages = {
  title: 'Requests',
  none: 'None yet. Send one here or from a terminal: it appears here, and opens to its whole way.',
  noneFit: 'None of these at the moment.',
  older: (count: number) => `Show ${plural(count, 'older one', 'older ones')}`,
  filter: {
    legend: 'Which requests',
    all: 'All',
    page: 'This page',
    elsewhere: 'From elsewhere',
    refused: 'Refused',
  } satisfies Record<Filter | 'legend', string>,
  untraced: (count: number) =>
    `${plural(count, 'request')} more came too fast to be followed: at most 40 a second of the page’s and 10 a second from elsewhere are. They were answered and counted like the others.`,
  elsewhere: 'from elsewhere',
  serverOnly: 'in the server',
  loading: 'Opening …',
}
