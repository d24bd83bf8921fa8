import type { Service } from '../compose/model.ts';
import type { Path } from '../source/node.ts';

/** Texts of a service in which something is filled in when they are used. */
export function textsWithVariables(name: string, service: Service): (readonly [string, Path])[] {
  const environment = Object.entries(service.environment ?? {});
  const lists = [
    ['entrypoint', service.entrypoint ?? []],
    ['command', service.command ?? []],
  ] as const;
  const texts: (readonly [string, Path])[] = [
    ...environment.map(([key, value]) => [value ?? '', ['services', name, 'environment', key]] as const),
    ...lists.flatMap(([key, list]) => list.map((text, at) => [text, ['services', name, key, at]] as const)),
  ];
  return texts.filter(([text]) => text.includes('$'));
}
