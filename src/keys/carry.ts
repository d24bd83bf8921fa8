import type { Service, ServiceKey } from '../compose/model.ts';
import { type Declaration, declare } from '../diagnostics/declare.ts';
import { onAwsvpc, onFargate } from './context.ts';
import type { KeyContext, KeyDoc, MappedKey } from './define.ts';

/** A key that becomes one member as it is, except where ECS refuses the member. */
interface Carried<K extends ServiceKey> {
  readonly doc: KeyDoc;
  readonly write: (value: NonNullable<Service[K]>, context: KeyContext) => void;
  readonly refused?: Refusal;
}

interface Refusal {
  readonly where: (context: KeyContext) => boolean;
  readonly report: Declaration;
}

export function carry<K extends ServiceKey>({ doc, write, refused }: Carried<K>): MappedKey<K> {
  return {
    handling: 'mapped',
    doc,
    ...(refused ? { diagnostics: { refused: refused.report } } : {}),
    map(value, context) {
      if (value !== false && refused?.where(context)) context.report(refused.report, { path: context.path });
      else write(value, context);
    },
  };
}

/** Dropped with a warning where the task has its own network interface. */
export const lostOnAwsvpc = (key: ServiceKey, why: string, fix: string, see: string): Refusal => ({
  where: onAwsvpc,
  report: declare(() => ({
    code: `${key}/awsvpc-dropped`,
    severity: 'warning',
    message: `${key} is dropped: ECS does not take it in awsvpc mode.`,
    why,
    fix,
    see,
  })),
});

/** Dropped with a warning on Fargate. */
export const lostOnFargate = (key: ServiceKey, why: string, fix: string, see: string): Refusal => ({
  where: onFargate,
  report: declare(() => ({
    code: `${key}/fargate-dropped`,
    severity: 'warning',
    message: `${key} is dropped: Fargate does not take it.`,
    why,
    fix,
    see,
  })),
});

/** An error on Fargate; leaving it out would change what the container can do. */
export const refusedOnFargate = (key: ServiceKey, why: string, fix: string, see: string): Refusal => ({
  where: onFargate,
  report: declare(() => ({
    code: `${key}/fargate-refused`,
    severity: 'error',
    message: `Fargate refuses ${key}.`,
    why,
    fix,
    see,
    allow: `${key} is left out`,
  })),
});
