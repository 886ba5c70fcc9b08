/** Both engines limit the parameters of one statement (32,766 and 65,535), so long lists go in pieces. */
export function* inChunks<Row>(rows: readonly Row[], size = 300): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size)
}
