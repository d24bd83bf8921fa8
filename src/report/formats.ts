/** Apart from what draws them, so that a command line can be read without loading it. */
export const graphFormats = ['mermaid', 'dot', 'svg'] as const;
export type GraphFormat = (typeof graphFormats)[number];
export type ReportFormat = 'md' | 'html';
