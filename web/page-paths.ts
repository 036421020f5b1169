// Addresses of pages that are no lesson. Also read where there are no lessons to import: by the course's own checks.
export const startPath = '/'
export const playgroundPath = '/playground/'
export const glossaryPath = '/glossary/'

/** Every address that is there whatever lessons there are. */
export const fixedPaths = [startPath, playgroundPath, glossaryPath]
