/** Prefix of every key of the one keyspace on a learner's own machine. The braces put them into one cluster slot. */
export const homePrefix = '{lab:home}:'
