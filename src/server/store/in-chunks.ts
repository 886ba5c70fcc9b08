/** Both engines limit the parameters of one statement (32,766 and 65,535), so long lists go in pieces. */
export function* inChunks<Row>(rows: readonly Row[], size = 300): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size)
}

const PORTIONS = [64, 16, 4, 1]

/**
 * Pieces of few different sizes: a statement for so many rows is prepared once
 * and kept, while one for each number of rows would be prepared each time.
 */
export function* inPortions<Row>(rows: readonly Row[]): Generator<Row[]> {
  let start = 0
  for (const size of PORTIONS) {
    for (; rows.length - start >= size; start += size) yield rows.slice(start, start + size)
  }
}
