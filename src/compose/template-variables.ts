import type { MapNode, Node } from '../source/node.ts';
import { referencesIn } from './template.ts';

/** A variable that a project refers to. */
export interface TemplateVariable {
  readonly name: string;
  readonly required: boolean;
  /** The text after `-` or `:-`. */
  readonly fallback: string;
  /** The text after `+` or `:+`. */
  readonly alternate: string;
}

/** Every variable that the values of a tree refer to, sorted by name; of several references the last one speaks. */
export function variablesOf(root: MapNode): TemplateVariable[] {
  const found = new Map<string, TemplateVariable>();
  const visit = (node: Node): void => {
    if (node.kind === 'map') for (const { value } of node.entries.values()) visit(value);
    else if (node.kind === 'list') node.items.forEach(visit);
    else if (typeof node.value === 'string' && node.value.includes('$')) collect(node.value, found);
  };
  visit(root);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function collect(text: string, found: Map<string, TemplateVariable>): void {
  for (const { name, operator, argument } of referencesIn(text)) {
    found.set(name, {
      name,
      required: operator.endsWith('?'),
      fallback: operator.endsWith('-') ? argument : '',
      alternate: operator.endsWith('+') ? argument : '',
    });
    if (argument.includes('$')) collect(argument, found);
  }
}
