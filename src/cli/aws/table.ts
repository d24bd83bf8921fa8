/** Rows under upper-case headings, columns as wide as they need to be. */
export function table<K extends string>(columns: readonly K[], rows: readonly Readonly<Record<K, string>>[]): string {
  const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]): string =>
    `${cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()}\n`;
  return [columns.map((column) => column.toUpperCase()), ...rows.map((row) => columns.map((column) => row[column]))]
    .map(line)
    .join('');
}
