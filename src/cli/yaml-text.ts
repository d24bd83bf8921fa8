import { Document, Scalar, visit } from 'yaml';
import { isTimestamp, resolvePlain } from '../compose/yaml-scalar.ts';

/** YAML of plain values. A text that Go's YAML reader would take for something else is quoted. */
export function yamlText(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value !== 'string') return;
      const { value: read } = resolvePlain(node.value);
      const misread = read !== node.value || isTimestamp(node.value) || looseBooleans.test(node.value);
      // Blocks cannot hold every control character, and quotes are plain to read for one line.
      if (misread || node.value.includes('\n') || unprintable.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0, doubleQuotedAsJSON: false });
}

const looseBooleans = /^(?:y|n|yes|no|on|off|<<|=)$/i;
const unprintable = /[^\x20-\x7e\n\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
