import { describe, expect, test } from 'vitest';
import { renderText } from '../../src/diagnostics/render/text.ts';
import { Source } from '../../src/source/source.ts';
import { diagnostic } from './diagnostics.ts';

/** Frames around every line of the text, as one string. */
function frames(name: string, text: string): string {
  const source = new Source(name, text);
  const diagnostics = text.split('\n').map((line, index) => {
    const start = text.split('\n').slice(0, index).join('\n').length + (index > 0 ? 1 : 0);
    return diagnostic({ fix: String(index), place: { source, start, end: start + line.length } });
  });
  return renderText(diagnostics, { colour: false, frames: true, width: 200, verbose: true });
}

const planted = 'pLaNtEd42';

describe('a code frame never shows the value of a variable or a secret', () => {
  test.each([
    ['a mapping', `services:\n  a:\n    environment:\n      lower: ${planted}\n      QUOTED: "x ${planted}"\n`],
    ['a list', `services:\n  a:\n    environment:\n      - lower=${planted}\n      - "Q=${planted}"\n`],
    ['a list without indentation', `services:\n  a:\n    environment:\n    - lower=${planted}\n    image: x\n`],
    ['a flow mapping', `services:\n  a:\n    environment: {lower: ${planted}, b: ${planted}}\n`],
    ['a flow list', `services: {a: {environment: [lower=${planted}]}}\n`],
    ['a text in place of a flow mapping', `services: {a: {image: x, environment: "${planted}"}}\n`],
    [
      'a block text',
      `services:\n  a:\n    environment:\n      lower: |\n        ${planted}\n        more ${planted}\n`,
    ],
    ['JSON', `{"services": {"a": {\n  "environment": {\n    "lower": "${planted}"\n  }\n}}}\n`],
    ['a fragment', `x-env: &env\n  lower: ${planted}\nservices:\n  a:\n    environment: *env\n`],
    ['a fragment of any name', `x-common:\n  DB_URL: ${planted}\n`],
    ['build arguments', `services:\n  a:\n    build:\n      args:\n        lower: ${planted}\n`],
    ['the content of a config', `configs:\n  c:\n    content: |\n      key ${planted}\n`],
    ['a command', `services:\n  a:\n    command: run --password ${planted} --api-key=${planted}\n`],
    ['a label', `services:\n  a:\n    labels:\n      my.secret: ${planted}\n`],
    ['a login in an address', `services:\n  a:\n    command: psql postgres://user:${planted}@db/x\n`],
    ['a default', `services:\n  a:\n    image: x:\${DB_PASSWORD:-${planted}}\n`],
  ])('%s', (_, text) => {
    expect(frames('compose.yaml', text)).not.toContain(planted);
  });

  test.each(['.env', 'prod.env', '/srv/app/.env.local', 'env_file'])('%s', (name) => {
    expect(frames(name, `A=${planted}\nexport B='x\n${planted}'\n# ${planted}\nC: ${planted}\n`)).not.toContain(
      planted,
    );
  });

  test('what is no secret stays readable', () => {
    const text = frames(
      'compose.yaml',
      'services:\n  a:\n    image: wordpress:6\n    ports: ["8080:80"]\n    depends_on: [db]\nsecrets:\n  db:\n    file: ./db.txt\n',
    );
    for (const part of ['wordpress:6', '"8080:80"', 'depends_on: [db]', 'file: ./db.txt']) expect(text).toContain(part);
    expect(text).not.toContain('***');
  });

  test('the name of a variable stays readable', () => {
    expect(frames('compose.yaml', `services:\n  a:\n    environment:\n      MY_NAME: ${planted}\n`)).toContain(
      'MY_NAME: ***',
    );
  });
});
