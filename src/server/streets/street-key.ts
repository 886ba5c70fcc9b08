/** One key per street name: two spellings of one street meet here. */
export const streetKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '') || name

/** The key of what was deleted, so that its name is free again. */
export const goneKey = (id: string): string => `gone ${id}`
