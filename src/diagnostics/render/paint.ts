import type { Severity } from '../diagnostic.ts';

/** Colours of a terminal; all of them leave the text alone where colours are off. */
export interface Paint {
  readonly severity: Readonly<Record<Severity, (text: string) => string>>;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly mark: (text: string) => string;
}

const introducer = '\u001b[';
const ansi = (on: number, off: number) => (text: string) => `${introducer}${on}m${text}${introducer}${off}m`;
const none = (text: string): string => text;

const plain: Paint = { severity: { error: none, warning: none, info: none }, bold: none, dim: none, mark: none };
const colourful: Paint = {
  severity: { error: ansi(31, 39), warning: ansi(33, 39), info: ansi(36, 39) },
  bold: ansi(1, 22),
  dim: ansi(2, 22),
  mark: ansi(31, 39),
};

export const paint = (colour: boolean): Paint => (colour ? colourful : plain);
