/** What a command line splits into. `rest` is what was cut off at an operator of the shell; no error: undefined. */
export interface ShellWords {
  readonly words: readonly string[];
  readonly rest?: string;
}

interface State {
  readonly words: string[];
  word: string;
  /** The last character of the word: looking into a text that grows by one character costs its length each time. */
  last: string;
  /** Whether a word has begun, be it empty. */
  begun: boolean;
  quote: '"' | "'" | '`' | '(' | undefined;
  escaped: boolean;
}

/**
 * Splits a command as the reference does (the rules of mattn/go-shellwords): quotes and backslashes as in a shell, but no variables
 * and no globs; `;`, `&`, `|`, `<` or `>` outside of quotes end the command, and what follows is lost.
 * Undefined when a quote or parenthesis is not closed.
 */
export function splitCommand(line: string): ShellWords | undefined {
  const state: State = { words: [], word: '', last: '', begun: false, quote: undefined, escaped: false };
  let rest: string | undefined;
  for (let at = 0; at < line.length; at++) {
    const outcome = take(line.charAt(at), state);
    if (outcome === 'error') return undefined;
    if (outcome !== 'end') continue;
    rest = line.slice(at);
    break;
  }
  if (state.escaped || state.quote) return undefined;
  flush(state);
  return rest === undefined ? { words: state.words } : { words: state.words, rest };
}

function flush(state: State): void {
  if (state.begun) state.words.push(state.word);
  state.word = '';
  state.last = '';
  state.begun = false;
}

function append(text: string, state: State): void {
  state.word += text;
  state.last = text.charAt(text.length - 1);
}

function take(char: string, state: State): 'error' | 'end' | undefined {
  if (state.escaped) return takeEscaped(char, state);
  if (char === '\\') {
    if (state.quote === "'") append(char, state);
    else state.escaped = true;
    return undefined;
  }
  if (' \t\r\n'.includes(char)) {
    if (state.quote) append(char, state);
    else flush(state);
    return undefined;
  }
  return special(char, state);
}

function takeEscaped(char: string, state: State): undefined {
  state.escaped = false;
  state.begun = true;
  if (state.quote === '`' || state.quote === '(') append(`\\${char}`, state);
  else append(char === 't' ? '\t' : char === 'n' ? '\n' : char, state);
  return undefined;
}

function special(char: string, state: State): 'error' | 'end' | undefined {
  const { quote } = state;
  const open = quote === undefined;
  if ((char === '"' || char === "'") && (open || quote === char)) {
    state.quote = open ? char : undefined;
    state.begun = state.begun || !open;
    return undefined;
  }
  if (char === '`' && (open || quote === '`')) state.quote = open ? '`' : undefined;
  else if (char === '(' && (open || quote === '(')) {
    if (!open || state.last !== '$') return 'error';
    state.quote = '(';
  } else if (char === ')' && (open || quote === '(')) {
    if (open) return 'error';
    state.quote = undefined;
  } else if (open && ';&|<>'.includes(char)) {
    if (char === '>' && /^[0-9]+$/.test(state.word)) state.begun = false;
    return 'end';
  }
  append(char, state);
  state.begun = true;
  return undefined;
}
