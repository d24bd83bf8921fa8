import { LineCounter, parseAllDocuments } from 'yaml';

/** Every syntax error of a broken text, in the words of the `yaml` library but for the text that it quotes. */
export function explainSyntax(text: string): readonly { reason: string; offset: number }[] {
  const documents = parseAllDocuments(text, {
    prettyErrors: false,
    lineCounter: new LineCounter(),
    logLevel: 'silent',
  });
  const errors = Array.isArray(documents) ? documents.flatMap((document) => document.errors) : [];
  return errors.map(({ message, pos }) => ({ reason: withoutQuotes(message), offset: pos[0] }));
}

/** What stands in the file may be a value that nobody should read in a log. */
const withoutQuotes = (message: string): string => (message.split('\n')[0] ?? '').replace(/: .*$/, '');
