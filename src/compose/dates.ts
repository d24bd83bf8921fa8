import { declare, type Report } from '../diagnostics/declare.ts';
import type { MapNode, Node, ScalarNode } from '../source/node.ts';
import { span } from './nodes.ts';

export const unquotedDate = declare(() => ({
  code: 'value/unquoted-date',
  severity: 'error',
  message: 'A date without quotes is not a text',
  why: 'The YAML reader of Compose makes a point in time of it, which no key takes; Compose refuses the file.',
  fix: 'Put it in quotes.',
  see: 'https://yaml.org/type/timestamp.html',
}));

export const isDate = ({ marks }: ScalarNode): boolean => marks?.read === 'date';

/** Reports plain scalars that YAML reads as dates. Extensions are not looked at: they may hold anything. */
export function checkDates(root: MapNode, report: Report): void {
  const path: (string | number)[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'scalar') {
      if (isDate(node)) report(unquotedDate, { path: [...path], place: span(node) });
      return;
    }
    const inside = node.kind === 'list' ? node.items.entries() : node.entries.entries();
    for (const [step, value] of inside) {
      if (typeof step === 'string' && step.startsWith('x-')) continue;
      path.push(step);
      visit('kind' in value ? value : value.value);
      path.pop();
    }
  };
  visit(root);
}
