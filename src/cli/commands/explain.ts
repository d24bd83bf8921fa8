import type { Page } from '../../diagnostics/template.ts';
import { didYouMean } from '../../source/suggest.ts';
import { type CommandModule, exit, type Streams } from '../command.ts';
import { failUsage } from '../failure.ts';

const examples = `
Examples:
  compose2ecs explain                        every code and every key
  compose2ecs explain ports/loopback-dropped what a diagnostic means
  compose2ecs explain ports                  what becomes of a Compose key`;

/** `compose2ecs explain [CODE|KEY]`: the page of one diagnostic or one Compose key. */
export const explain: CommandModule = {
  define: (command) => {
    command.argument('[word]', 'a code, or a Compose key').addHelpText('after', examples);
  },
  run: async (_flags, [word], streams) => {
    const { codePages, keyPages } = await import('../explain-pages.ts');
    if (word === undefined) return list(codePages, keyPages(), streams);
    const { codeText, keyText } = await import('../explain-text.ts');
    const page = codePages.get(word);
    const keys = keyPages().get(word.replace(/^services\.[^.]+\./, ''));
    if (page) streams.stdout.write(codeText(page));
    else if (keys) streams.stdout.write(keys.map(keyText).join('\n'));
    else {
      const hint = didYouMean(word, [...codePages.keys(), ...keyPages().keys()]).trim();
      return failUsage(
        `There is neither a code nor a key ${JSON.stringify(word)}.`,
        hint === '' ? '"compose2ecs explain" lists all.' : hint,
        streams,
      );
    }
    return exit.ok;
  },
};

function list(codes: ReadonlyMap<string, Page>, keys: ReadonlyMap<string, unknown>, streams: Streams): number {
  const width = Math.max(...[...codes.keys()].map(({ length }) => length));
  const lines = [...codes.values()].map(
    ({ code, severity, message }) => `  ${code.padEnd(width)}  ${severity.padEnd(7)}  ${message}`,
  );
  streams.stdout.write(`Codes:\n${lines.join('\n')}\n`);
  if (keys.size > 0) streams.stdout.write(`\nKeys:\n${[...keys.keys()].map((key) => `  ${key}`).join('\n')}\n`);
  return exit.ok;
}
