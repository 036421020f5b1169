// Addresses that more than the pages themselves need.
export const startPath = '/'
export const glossaryPath = '/glossary/'
