import type { Diagnostic, Severity } from '../diagnostic.ts';
import { clean } from './clean.ts';
import { placeOf } from './json.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands that GitHub Actions turns into annotations of a pull request.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function renderGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(annotation).join('');
}

function annotation({ code, severity, message, why, fix, place }: Diagnostic): string {
  const properties: Record<string, string | number> = {};
  if (place) {
    const { file, line, column, endLine, endColumn } = placeOf(place);
    Object.assign(properties, { file, line, endLine });
    // Columns only mean something to GitHub within one line.
    if (line === endLine) Object.assign(properties, { col: column, endColumn: Math.max(column, endColumn - 1) });
  }
  properties.title = code;
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${commands[severity]} ${list.join(',')}::${data([message, why, fix].map(clean).join('\n'))}\n`;
}

/** `%` first: it introduces the others. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
