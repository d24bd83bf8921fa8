import { parseYaml } from '../../compose/yaml.ts';
import type { Node } from '../../source/node.ts';
import { Source } from '../../source/source.ts';
import type { ServiceFacts } from '../services.ts';
import { asPort, assumedPort, type FoundRoute, prefixPatterns } from './found.ts';

const variable = 'VIRTUAL_HOST_MULTIPORTS';

/**
 * `VIRTUAL_HOST_MULTIPORTS`: a YAML mapping of hosts to paths, each with a port and a destination of its own.
 * https://github.com/nginx-proxy/nginx-proxy/tree/main/docs#multiple-ports
 */
export function multiportRoutes(facts: ServiceFacts, text: string): FoundRoute[] {
  const [root] = parseYaml(new Source(variable, text), () => undefined) ?? [];
  const found = { service: facts.name, source: variable, path: ['services', facts.name, 'environment', variable] };
  if (root?.kind !== 'map')
    return [{ ...found, hosts: [], paths: [], containerPort: 80, lost: ['a text that is no YAML mapping'] }];
  const standard = assumedPort(facts, () => 80);
  return children(root).flatMap(([host, paths]) => {
    const written = children(paths);
    const all: readonly (readonly [string, Node | undefined])[] = written.length > 0 ? written : [['/', undefined]];
    return all.map(([path, target]): FoundRoute => {
      const expression = host.startsWith('~');
      const lost = [
        ...(expression ? ['a regular expression for host names'] : []),
        ...(textOf(target, 'dest') ? [`the other path that ${path} leads to`] : []),
      ];
      return {
        ...found,
        containerPort: asPort(textOf(target, 'port')) ?? standard,
        hosts: expression ? [] : [host],
        paths: expression ? [] : prefixPatterns(path),
        lost,
      };
    });
  });
}

const children = (node: Node | undefined): readonly (readonly [string, Node])[] =>
  node?.kind === 'map' ? [...node.entries].map(([key, { value }]) => [key, value] as const) : [];

function textOf(node: Node | undefined, key: string): string | undefined {
  const value = node?.kind === 'map' ? node.entries.get(key)?.value : undefined;
  return value?.kind === 'scalar' && value.value !== null ? String(value.value) : undefined;
}
