import { Command, type Option } from 'commander';
import { type CommandModule, exit } from '../command.ts';
import { commands } from '../commands.ts';

const examples = `
Examples:
  compose2ecs completion bash > /etc/bash_completion.d/compose2ecs
  compose2ecs completion zsh > "\${fpath[1]}/_compose2ecs"
  compose2ecs completion fish > ~/.config/fish/completions/compose2ecs.fish`;

const shells = { bash, zsh, fish } as const;

/** `compose2ecs completion SHELL`: a script that completes commands, flags and their values. */
export const completion: CommandModule = {
  define: (command) => {
    command.argument('<shell>', Object.keys(shells).join(', ')).addHelpText('after', examples);
  },
  run: async (_flags, [shell], streams) => {
    if (shell !== 'bash' && shell !== 'zsh' && shell !== 'fish') {
      const { failUsage } = await import('../failure.ts');
      return failUsage(`There is no completion for ${shell}.`, 'Name bash, zsh or fish.', streams);
    }
    streams.stdout.write(shells[shell](await describe()));
    return exit.ok;
  },
};

interface Described {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly Flag[];
}

interface Flag {
  readonly names: readonly string[];
  readonly description: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

async function describe(): Promise<readonly Described[]> {
  return Promise.all(
    commands.map(async ({ name, summary, load }) => {
      const command = new Command(name);
      (await load()).define(command);
      return { name, summary, flags: command.options.map(flagOf) };
    }),
  );
}

function flagOf({ short, long, description, required, optional, argChoices, flags }: Option): Flag {
  const written = /<([\w-]+(?:\|[\w-]+)+)>/.exec(flags)?.[1]?.split('|') ?? [];
  return {
    names: [short, long].filter((name) => name !== undefined),
    description,
    takesValue: required || optional,
    choices: argChoices ?? written,
  };
}

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function bash(described: readonly Described[]): string {
  const words = described.map(({ name, flags }) => {
    const values = flags
      .filter(({ choices }) => choices.length > 0)
      .map(({ names, choices }) => `      ${names.join('|')}) words=${quote(choices.join(' '))} ;;`);
    const files = flags.filter(({ takesValue, choices }) => takesValue && choices.length === 0);
    return `    ${name})
      case "$prev" in
${[...values, `      ${files.flatMap(({ names }) => names).join('|') || '-'}) return ;;`].map((line) => `  ${line}`).join('\n')}
        *) words=${quote([...flags.flatMap(({ names }) => names), '--help'].join(' '))} ;;
      esac ;;`;
  });
  return `# bash completion for compose2ecs
_compose2ecs() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" words=''
  if [ "$COMP_CWORD" -eq 1 ]; then
    words=${quote([...described.map(({ name }) => name), 'help', '--help', '--version'].join(' '))}
  else case "\${COMP_WORDS[1]}" in
${words.join('\n')}
  esac; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _compose2ecs compose2ecs
`;
}

function zsh(described: readonly Described[]): string {
  const escaped = (text: string) => text.replaceAll(/[[\]:\\]/g, '\\$&');
  const cases = described.map(({ name, flags }) => {
    const specs = flags.flatMap(({ names, description, takesValue, choices }) =>
      names.map((flag) => {
        const value = choices.length > 0 ? `:value:(${choices.join(' ')})` : takesValue ? ':value:_files' : '';
        return `        ${quote(`*${flag}[${escaped(description)}]${value}`)}`;
      }),
    );
    return `      ${name})\n        _arguments \\\n${[...specs, "        '--help[print help]'", "        '*:file:_files'"].join(' \\\n')} ;;`;
  });
  return `#compdef compose2ecs
_compose2ecs() {
  local -a commands
  commands=(
${described.map(({ name, summary }) => `    ${quote(`${name}:${escaped(summary)}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe 'command' commands
  else
    local name="$words[2]"
    shift words
    (( CURRENT-- ))
    case "$name" in
${cases.join('\n')}
    esac
  fi
}
_compose2ecs "$@"
`;
}

function fish(described: readonly Described[]): string {
  const lines = described.flatMap(({ name, summary, flags }) => [
    `complete -c compose2ecs -n __fish_use_subcommand -f -a ${name} -d ${fishQuote(summary)}`,
    ...flags.map(({ names, description, takesValue, choices }) => {
      const spelled = names.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
      const value = choices.length > 0 ? ` -x -a ${fishQuote(choices.join(' '))}` : takesValue ? ' -r' : '';
      const when = `-n '__fish_seen_subcommand_from ${name}'`;
      return `complete -c compose2ecs ${when} ${spelled.join(' ')}${value} -d ${fishQuote(description)}`;
    }),
  ]);
  return `# fish completion for compose2ecs\n${lines.join('\n')}\n`;
}

const fishQuote = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
