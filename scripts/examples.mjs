// The examples of the diagnostic codes: fixtures/diagnostics/<code>/{bad,good}.{yaml,json}, with args.json where they need flags.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = 'fixtures/diagnostics';

/** @returns {{code: string, folder: string, bad: Side, good: Side}[]} in the order of codes */
export function readExamples() {
  return [...folders(root, '')].map(({ code, folder }) => ({
    code,
    folder,
    bad: side(folder, 'bad'),
    good: side(folder, 'good'),
  }));
}

function* folders(folder, code) {
  const names = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  if (names.some(({ name }) => /^bad\.|^args\.json$/.test(name))) yield { code, folder };
  else
    for (const entry of names)
      if (entry.isDirectory())
        yield* folders(join(folder, entry.name), code === '' ? entry.name : `${code}/${entry.name}`);
}

/** `args.json`: `{"args": [both], "bad": […], "good": […], "env": {}}`. */
function side(folder, name) {
  const written = existsSync(join(folder, 'args.json'))
    ? JSON.parse(readFileSync(join(folder, 'args.json'), 'utf8'))
    : {};
  const args = [...(written.args ?? []), ...(written[name] ?? [])];
  const env = written.env ?? {};
  const yaml = `${name}.yaml`;
  const json = `${name}.json`;
  if (existsSync(join(folder, yaml))) {
    const command = ['convert', ...(args.includes('-f') ? [] : ['-f', yaml]), ...args];
    return { text: readFileSync(join(folder, yaml), 'utf8'), args, env, command };
  }
  if (!existsSync(join(folder, json))) return { text: '', args, env, command: args };
  const text = readFileSync(join(folder, json), 'utf8');
  const flag = 'serviceName' in JSON.parse(text) ? '--service' : '--task-definition';
  return { text, args, env, command: ['check', flag, json, ...args] };
}
