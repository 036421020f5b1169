/** The one keyspace there is on a learner's own machine: all its keys begin so. The braces put them into one cluster slot. */
export const homePrefix = '{lab:home}:'
