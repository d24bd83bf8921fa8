import { describe, expect, it } from 'vitest';
import { splitCommand } from '../../src/compose/shell-words.ts';

describe('splitting a command', () => {
  it.each([
    ['run --name "two words" \'one word\'', ['run', '--name', 'two words', 'one word']],
    ['a\\ b --k="v w"', ['a b', '--k=v w']],
    ["prog '' end", ['prog', '', 'end']],
    ['one \\\n two', ['one', '\n', 'two']],
    ['a\tb\nc', ['a', 'b', 'c']],
    ['echo `date` $(id -u)', ['echo', '`date`', '$(id -u)']],
    ['\'a\\b\' "c\\"d"', ['a\\b', 'c"d']],
    ['x \\t\\n', ['x', '\t\n']],
    ['', []],
  ])('%j', (line, words) => expect(splitCommand(line)).toEqual({ words }));

  it.each([
    ['echo a; echo b', ['echo', 'a'], '; echo b'],
    ['a && b', ['a'], '&& b'],
    ['a 2> log', ['a'], '> log'],
    ['a b> log', ['a', 'b'], '> log'],
    ['"a;b" | c', ['a;b'], '| c'],
  ])('%j is cut', (line, words, rest) => expect(splitCommand(line)).toEqual({ words, rest }));

  it.each(['"open', "it's", 'a \\', '$(open', '(a)', 'a )'])('%j cannot be split', (line) =>
    expect(splitCommand(line)).toBeUndefined(),
  );

  // Each of them once looked the whole word over.
  it('takes one pass, also of one word of many commands', { timeout: 20_000 }, () => {
    const word = '$(a)'.repeat(1_000_000);
    expect(splitCommand(word)).toEqual({ words: [word] });
  });
});
