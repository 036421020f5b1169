export const glossaryMessages = {
  title: 'Glossary',
  description: 'The words of rate limiting and of Valkey, each in a sentence or two.',
  lead: 'The words of the lessons, each in a sentence or two. In a lesson they are underlined with dots: point at one, or put the focus on it.',
  source: 'Where it is defined',
  more: 'In the glossary',
  also: (words: string[]) => `also: ${words.join(', ')}`,
  close: 'Close the explanation',
  loading: 'Loading the explanation …',
  explanation: 'The explanation',
}
