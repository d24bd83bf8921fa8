import { plain } from '../../src/compose/plain.ts';
import { parseYaml } from '../../src/compose/yaml.ts';
import { collector, type Report } from '../../src/diagnostics/declare.ts';
import type { MapNode, Node, Path } from '../../src/source/node.ts';
import { nearest } from '../../src/source/node.ts';
import { Source } from '../../src/source/source.ts';

/** The tree of a YAML text. */
export function tree(text: string, name = 'test.yaml'): MapNode {
  const [root] = parseYaml(new Source(name, text), ignore, {}) ?? [];
  if (root?.kind !== 'map') throw new Error('not a mapping');
  return root;
}

export const ignore: Report = () => {};

/** Runs an engine; gives the plain value and the codes that were reported. */
export function run(engine: (report: Report) => Node): { value: unknown; codes: string[] } {
  const { report, findings } = collector();
  const value = plain(engine(report));
  return { value, codes: findings.map(({ code }) => code) };
}

/** The source text under a path: where its value says it was written. */
export function written(root: Node, path: Path): string {
  const { node, depth } = nearest(root, path);
  if (depth !== path.length) throw new Error(`nothing at ${path.join('.')}`);
  return node.source.text.slice(node.start, node.end);
}
