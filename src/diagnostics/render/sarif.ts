import type { Diagnostic, Severity } from '../diagnostic.ts';
import type { Page } from '../template.ts';
import { type JsonPlace, placeOf } from './json.ts';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

export interface SarifOptions {
  readonly version: string;
  /** By code; only the rules of the findings are written. */
  readonly rules: ReadonlyMap<string, Page>;
}

/** SARIF 2.1.0. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifText(diagnostics: readonly Diagnostic[], { version, rules }: SarifOptions): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const index = new Map(codes.map((code, at) => [code, at]));
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'compose2ecs', version, rules: codes.map((code) => ruleOf(code, rules.get(code))) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => result(diagnostic, index.get(diagnostic.code) ?? -1)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(code: string, rule: Page | undefined): object {
  if (!rule) return { id: code };
  const help = `${rule.why} ${rule.fix}`;
  return {
    id: code,
    shortDescription: { text: rule.message },
    fullDescription: { text: rule.why },
    help: { text: help, markdown: rule.see ? `${help}\n\n[More](${rule.see})` : help },
    ...(rule.see ? { helpUri: rule.see } : {}),
    defaultConfiguration: { level: levels[rule.severity] },
  };
}

function result({ code, severity, message, why, fix, path, place, related }: Diagnostic, ruleIndex: number): object {
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: `${message} ${why} ${fix}` },
    ...(place ? { locations: [{ ...location(placeOf(place)), ...logical(path) }] } : {}),
    ...(related && related.length > 0
      ? {
          relatedLocations: related.map((one, id) => ({
            id,
            message: { text: one.message },
            ...location(placeOf(one.place)),
          })),
        }
      : {}),
  };
}

const logical = (path: Diagnostic['path']): object =>
  path.length > 0 ? { logicalLocations: [{ fullyQualifiedName: path.join('.') }] } : {};

function location({ file, line, column, endLine, endColumn }: JsonPlace): object {
  const region = { startLine: line, startColumn: column, endLine, endColumn };
  return { physicalLocation: { artifactLocation: { uri: uri(file) }, region } };
}

/** A relative reference stays relative: code scanning matches it against the repository. */
function uri(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? `file://${path}` : path;
}
