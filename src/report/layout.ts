/** Centre and size, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Middle of the label. */
  readonly label: { readonly x: number; readonly y: number } | undefined;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** By index of the task in the graph. */
  readonly tasks: ReadonlyMap<number, Box>;
  /** By id of the node. */
  readonly nodes: ReadonlyMap<string, Box>;
  /** By index of the edge in the graph. */
  readonly lines: ReadonlyMap<number, Line>;
}

/** Sizes of texts, which only the drawing knows. */
export interface Sizes {
  readonly node: (lines: readonly string[]) => { readonly width: number; readonly height: number };
  readonly task: (label: string) => number;
  readonly label: (label: string) => number;
}

/** What fits a page beside another without being shrunk beyond reading. */
export const pageWidth = 1150;
/** Room for the name of a task above its box. */
export const headRoom = 34;
