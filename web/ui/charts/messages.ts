export const chartMessages = {
  /** For people who see the chart above it, only the first words. */
  asTable: (title: string) => `As a table: ${title}`,
}
