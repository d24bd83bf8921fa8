import type { Path } from '../source/node.ts';
import type { Span } from '../source/source.ts';
import type { Diagnostic, Related, Severity } from './diagnostic.ts';

type Text<P> = string | ((params: P) => string);

/**
 * What a code means, said once: the three texts a finding needs, the page behind it, and whether `--allow` may lower it.
 * A declaration stands beside the code that reports it and is exported, so that the catalogue finds it.
 */
export interface Declaration<P = void> {
  readonly code: string;
  readonly severity: Severity;
  readonly message: Text<P>;
  readonly why: Text<P>;
  readonly fix: Text<P>;
  /** The AWS or Compose page that the fact comes from. */
  readonly see?: string;
  /** Only on errors that still leave a representable result: what `--allow CODE` yields. */
  readonly allow?: string;
  /** Where its path is empty the cause is the command line itself: exit 2, not 1. */
  readonly usage?: true;
  /** The numbered law of ECS behind it (`TD007`), where there is one. */
  readonly rule?: string;
  /** All of it in one object, for who reads several parts. */
  readonly parts?: Declaration<P>;
}

/** `say` is called when a part is first read: a run reports few of the hundreds of codes, and leaves the others uncompiled. */
export const declare = <P = void>(say: () => Declaration<P>): Declaration<P> => new Declared(say);

class Declared<P> implements Declaration<P> {
  private readonly say: () => Declaration<P>;
  private said: Declaration<P> | undefined;

  constructor(say: () => Declaration<P>) {
    this.say = say;
    this.said = undefined;
  }

  get parts(): Declaration<P> {
    this.said ??= this.say();
    return this.said;
  }

  get code() {
    return this.parts.code;
  }
  get severity() {
    return this.parts.severity;
  }
  get message() {
    return this.parts.message;
  }
  get why() {
    return this.parts.why;
  }
  get fix() {
    return this.parts.fix;
  }
  get see() {
    return this.parts.see;
  }
  get allow() {
    return this.parts.allow;
  }
  get usage() {
    return this.parts.usage;
  }
  get rule() {
    return this.parts.rule;
  }
}

/** Where a finding sits. A path is enough: the project knows the place of each path. */
export interface Where {
  readonly path: Path;
  /** Only where the path cannot say it: broken YAML, a file that is missing, JSON that was checked. */
  readonly place?: Span | undefined;
  readonly related?: readonly Related[] | undefined;
  /** Other paths of the same finding; they become related places with this message. */
  readonly also?: readonly Also[] | undefined;
}

interface Also {
  readonly path: Path;
  readonly place?: Span | undefined;
  readonly message: string;
}

/** A finding before its paths are resolved to places. */
export type Finding = Diagnostic & { readonly also?: Where['also'] };

/** A value and what was found while making it. A stage never throws on user input. */
export interface Outcome<T> {
  readonly value: T;
  readonly diagnostics: readonly Finding[];
}

export type Report = <P>(declaration: Declaration<P>, where: Where, ...params: P extends void ? [] : [P]) => void;

/** Gathers findings in the order they are made. `findings` is the live list. */
export function collector(): { report: Report; findings: Finding[] } {
  const findings: Finding[] = [];
  const report: Report = (declaration: Declaration<never>, where: Where, params?: unknown) => {
    findings.push(finding(declaration.parts ?? declaration, where, params));
  };
  return { report, findings };
}

/** Every part is named, absent ones too: findings are many, and cheap to read while all have one form. */
function finding(said: Declaration<never>, { path, place, related, also }: Where, params: unknown): Finding {
  const { code, severity, message, why, fix, usage } = said;
  return {
    code,
    severity,
    message: typeof message === 'function' ? message(params as never) : message,
    why: typeof why === 'function' ? why(params as never) : why,
    fix: typeof fix === 'function' ? fix(params as never) : fix,
    path,
    service: path.length > 1 && path[0] === 'services' ? String(path[1]) : undefined,
    usage: (usage && path.length === 0 && !place) || undefined,
    place,
    related,
    also,
  };
}
