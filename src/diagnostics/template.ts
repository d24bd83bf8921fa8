import type { Declaration } from './declare.ts';
import type { Severity } from './diagnostic.ts';

/** A declaration as people read it: `<name>` stands for what a finding fills in. */
export interface Page {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly see?: string;
  readonly allow?: string;
}

export function pageOf(declaration: Declaration<never>): Page {
  const { code, severity, message, why, fix, see, allow } = declaration;
  return {
    code,
    severity,
    message: template(message),
    why: template(why),
    fix: template(fix),
    ...(see === undefined ? {} : { see }),
    ...(allow === undefined ? {} : { allow }),
  };
}

function template(text: string | ((params: never) => string)): string {
  if (typeof text === 'string') return text;
  try {
    return String(text(parameters as never)).replaceAll(/\bundefined\b|\bNaN\b/g, '<value>');
  } catch {
    return '';
  }
}

const placeholders = new Map<string, unknown>();
const parameters = new Proxy({}, { get: (_, name) => placeholder(String(name)) });

/** Stands for any value: in text it is `<name>`; a list of two where it is iterated; its methods give it back. */
function placeholder(name: string): unknown {
  const known = placeholders.get(name);
  if (known) return known;
  const text = `<${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}>`;
  const made: unknown = new Proxy(() => made, {
    get: (_, property) => {
      if (property === Symbol.toPrimitive || property === 'toString' || property === 'join') return () => text;
      if (property === Symbol.iterator) return () => [made, made].values();
      if (property === 'length' || property === 'size') return 2;
      return made;
    },
    apply: () => made,
  });
  placeholders.set(name, made);
  return made;
}
