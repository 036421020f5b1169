export const predictRaceMessages = {
  of: (clients: number) => `of ${clients} clients`,
  measured: (predicted: number, admitted: number, clients: number, limit: number) =>
    `You predicted ${predicted}; ${admitted} of ${clients} clients really got in, with a limit of ${limit}.`,
  unmeasured: (reason: string) => `No verdict: the race could not be run. ${reason}`,
}
