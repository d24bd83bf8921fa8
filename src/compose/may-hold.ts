/** Whether some key or value of a YAML text may hold `part`: as it is, as an escape, or in base64. */
export const mayHold = (text: string, part: string): boolean =>
  text.includes(part) || text.includes('\\') || text.includes('binary');
