import { describe, expect, it } from 'vitest';
import { memoryHost } from '../../src/compose/host.ts';
import { load } from '../../src/compose/load.ts';
import { locate } from '../../src/compose/project.ts';
import type { LoadRequest } from '../../src/compose/request.ts';
import type { Node, Path } from '../../src/source/node.ts';

function read(files: Record<string, string>, request: LoadRequest = {}, env: Record<string, string> = {}) {
  const placed = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/p/${name}`, text]));
  const { value, diagnostics } = load(request, memoryHost(placed, { cwd: '/p', env, home: '/home/me' }));
  if (!value) throw new Error('no project');
  const where = (...path: Path) => {
    const { place, related } = locate(value.tree, path);
    const line = (span: typeof place) => `${span.source.name.slice(3)}:${span.source.position(span.start).line}`;
    return [line(place), ...related.map((other) => `${line(other.place)} ${other.message}`)];
  };
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return { project: value, model: value.model, codes: errors.map(({ code }) => code), errors, where };
}

describe('positions', () => {
  it('survive an override', () => {
    const { where } = read({
      'compose.yaml': 'services:\n  a:\n    image: x\n    environment: [A=1]\n',
      'compose.override.yaml': 'services:\n  a:\n    image: y\n    environment: {A: 2}\n',
    });
    expect(where('services', 'a', 'image')).toEqual(['compose.override.yaml:3', 'compose.yaml:3 overrides this value']);
    expect(where('services', 'a', 'environment', 'A')[0]).toBe('compose.override.yaml:4');
  });

  it('survive extends and include', () => {
    const { where } = read({
      'compose.yaml': 'include: [inc.yaml]\nservices:\n  a:\n    extends: {file: base.yaml, service: b}\n',
      'base.yaml': 'services:\n  b:\n    image: x\n    ports: ["80:80"]\n',
      'inc.yaml': 'services:\n  c:\n    image: z\n',
    });
    expect(where('services', 'a', 'image')).toEqual(['base.yaml:3', 'compose.yaml:4 extended from here']);
    expect(where('services', 'a', 'ports', 0, 'target')[0]).toBe('base.yaml:4');
    expect(where('services', 'c', 'image')).toEqual(['inc.yaml:3', 'compose.yaml:1 included from here']);
  });

  it('tell what is implied from what is written', () => {
    const { project } = read({
      'compose.yaml': 'services: {a: {image: x, links: [b], depends_on: [c]}, b: {image: x}, c: {image: x}}',
    });
    const implied = (...path: Path) => {
      const steps = path.reduce<unknown>((node, step) => {
        const map = node as { entries: Map<string, { value: unknown }> };
        return map.entries.get(String(step))?.value;
      }, project.tree) as Node;
      return steps.marks?.implied ?? false;
    };
    expect(implied('services', 'a', 'depends_on', 'b')).toBe(true);
    expect(implied('services', 'a', 'depends_on', 'c')).toBe(false);
    expect(implied('services', 'a', 'depends_on')).toBe(false);
    expect(implied('services', 'a', 'networks')).toBe(true);
    expect(implied('networks', 'default')).toBe(true);
  });
});

describe('extends', () => {
  it('names a circle', () => {
    const { codes, errors } = read({ 'compose.yaml': 'services: {a: {extends: b}, b: {extends: a, image: x}}' });
    expect(codes).toEqual(['extends/cycle']);
    expect(errors[0]?.message).toContain('a in /p/compose.yaml → b in /p/compose.yaml → a in /p/compose.yaml');
  });

  it('bears long chains', () => {
    const service = (index: number) => `  s${index}: ${index === 0 ? '{image: x}' : `{extends: s${index - 1}}`}\n`;
    const chain = [...Array(3000).keys()].map(service);
    const upwards = read({ 'compose.yaml': `services:\n${chain.join('')}` });
    expect(upwards.model.services.s2999?.image).toBe('x');
    expect(read({ 'compose.yaml': `services:\n${chain.reverse().join('')}` }).codes).toContain('extends/too-deep');
  });

  it('takes paths from the folder of the extended file', () => {
    const { model } = read({
      'compose.yaml': 'services: {a: {extends: {file: lib/b.yaml, service: b}}}',
      'lib/b.yaml': 'services: {b: {extends: {file: deep/c.yaml, service: c}, image: x, volumes: ["./b:/b"]}}',
      'lib/deep/c.yaml': 'services: {c: {volumes: ["./c:/c", "~/k:/k"]}}',
    });
    expect(model.services.a?.volumes?.map(({ source }) => source)).toEqual(['/p/lib/deep/c', '/home/me/k', '/p/lib/b']);
  });

  it('refuses what is not there, and remote files', () => {
    expect(read({ 'compose.yaml': 'services: {a: {image: x, extends: z}}' }).codes).toEqual([
      'extends/unknown-service',
    ]);
    const both = read({ 'compose.yaml': 'services: {a: {extends: b}, b: {extends: z}}' });
    expect(both.codes).toEqual(['extends/unknown-service']);
    const far = read({ 'compose.yaml': 'services: {a: {image: x, extends: {file: "https://x/y.yaml", service: b}}}' });
    expect(far.codes).toEqual(['file/remote']);
  });

  it('works on what an include brings', () => {
    const { model } = read({
      'compose.yaml': 'include: [p/i.yaml]\nservices: {a: {extends: b, hostname: h}}',
      'p/i.yaml': 'services: {b: {image: x, volumes: ["./v:/v"]}}',
    });
    expect(model.services.a).toMatchObject({ image: 'x', hostname: 'h', volumes: [{ source: '/p/p/v' }] });
  });
});

describe('include', () => {
  it('names a circle', () => {
    const { codes, errors } = read({ 'compose.yaml': 'include: [b.yaml]', 'b.yaml': 'include: [compose.yaml]' });
    expect(codes).toEqual(['include/cycle']);
    expect(errors[0]?.message).toContain('/p/compose.yaml → /p/b.yaml → /p/compose.yaml');
  });

  it('ends long chains', () => {
    const files = Object.fromEntries([...Array(150).keys()].map((n) => [`f${n}.yaml`, `include: [f${n + 1}.yaml]`]));
    expect(read({ 'compose.yaml': 'include: [f0.yaml]', ...files }).codes).toEqual(['include/too-deep']);
  });

  it('takes several files, a folder and variables of its own', () => {
    const { model } = read({
      'compose.yaml': 'include:\n  - {path: [p/a.yaml, p/b.yaml], project_directory: q, env_file: v.env}\n',
      'p/a.yaml': 'services: {a: {image: "x:${T}", build: ctx}}',
      'p/b.yaml': 'services: {a: {hostname: b}}',
      'v.env': 'T=7\n',
    });
    expect(model.services.a).toMatchObject({ image: 'x:7', hostname: 'b', build: { context: '/p/q/ctx' } });
  });

  it.each([
    ['5', 'include.0'],
    ['[db.yaml]', 'include.0'],
    ['{path: {file: db.yaml}}', 'include.0.path'],
    ['{path: [db.yaml, 5]}', 'include.0.path.1'],
    ['{path: db.yaml, env_file: {path: v.env}}', 'include.0.env_file'],
    ['{path: db.yaml, env_file: [{path: v.env, required: false}]}', 'include.0.env_file.0'],
    ['{path: db.yaml, project_directory: [q]}', 'include.0.project_directory'],
  ])('takes texts alone: %s', (entry, place) => {
    const { errors } = read({ 'compose.yaml': `include: [${entry}]`, 'db.yaml': 'services: {db: {image: x}}' });
    expect(errors.map(({ code, path }) => [code, path.join('.')])).toEqual([['schema/wrong-type', place]]);
  });

  it('takes a number for a folder', () => {
    const { model } = read({
      'compose.yaml': 'include: [{path: db.yaml, project_directory: 5}]',
      'db.yaml': 'services: {db: {build: .}}',
    });
    expect(model.services.db?.build?.context).toBe('/p/5');
  });

  it('lies under the file that includes', () => {
    const { model } = read({
      'compose.yaml': 'include: [i.yaml]\nservices: {a: {environment: {X: main}, ports: !reset []}}',
      'i.yaml': 'services: {a: {image: x, environment: {X: i, Y: i}, ports: ["1:1"]}}',
    });
    expect(model.services.a?.environment).toEqual({ X: 'main', Y: 'i' });
    expect(model.services.a?.ports).toBeUndefined();
  });
});

describe('a file that holds nothing but comments', () => {
  const web = 'services: {web: {image: x}}\n';
  it.each<[string, Record<string, string>]>([
    ['over another', { 'compose.yaml': web, 'compose.override.yaml': '# none yet\n' }],
    ['under another', { 'compose.yaml': '', 'compose.override.yaml': web }],
    ['that is included', { 'compose.yaml': `include: [none.yaml]\n${web}`, 'none.yaml': '\n' }],
    ['between two marks of documents', { 'compose.yaml': `---\n# first\n${web}...\n# last\n` }],
  ])('adds nothing: %s', (_, files) => {
    const { model, codes } = read(files);
    expect(codes).toEqual([]);
    expect(Object.keys(model.services)).toEqual(['web']);
  });
});

describe('paths', () => {
  it('of the host that are empty are the folder of the project', () => {
    const { model } = read({
      'compose.yaml': `services: {a: {image: x, volumes: [{type: bind, source: "\${U}", target: /a}]}}
secrets: {s: {file: "\${U}"}}
volumes: {v: {driver: local, driver_opts: {o: bind, device: ""}}}`,
    });
    expect(model.services.a?.volumes?.[0]?.source).toBe('/p');
    expect(model.secrets?.s?.file).toBe('/p');
    expect(model.volumes?.v?.driver_opts?.device).toBe('/p');
  });

  it('of the project that are empty stay so', () => {
    const { model } = read({ 'compose.yaml': 'services: {a: {build: {context: ""}}}' });
    expect(model.services.a?.build?.context).toBeUndefined();
  });
});

describe('the default network', () => {
  it.each(['network_mode: host', 'provider: {type: x}'])('is not joined by %s', (key) => {
    const { model } = read({ 'compose.yaml': `services: {a: {image: x, ${key}}}` });
    expect(model.services.a?.networks).toBeUndefined();
    expect(model.networks).toBeUndefined();
  });
});

describe('resets', () => {
  const base = 'services: {a: {image: x, ports: ["80:80"], environment: {A: 1, B: 2}}, b: {image: y}}';
  const over = (text: string) => read({ 'compose.yaml': base, 'compose.override.yaml': text }).model;

  it('drop a value, a key or a service', () => {
    const model = over('services: {a: {ports: !reset null, environment: {A: !reset null}}, b: !reset null}');
    expect(model.services.a).toMatchObject({ environment: { B: '2' } });
    expect(model.services.a?.ports).toBeUndefined();
    expect(Object.keys(model.services)).toEqual(['a']);
  });

  it('replace instead of merging', () => {
    const model = over('services: {a: {ports: !override ["1:1"], environment: !override {C: 3}}}');
    expect(model.services.a?.ports?.map(({ target }) => target)).toEqual([1]);
    expect(model.services.a?.environment).toEqual({ C: '3' });
  });

  it('make a text of a single value', () => {
    const model = over(
      'services: {a: {environment: {A: !override 1.10, B: 1.10}, scale: !override 3, tty: !override yes}}',
    );
    expect(model.services.a).toMatchObject({ environment: { A: '1.10', B: '1.1' }, scale: 3, tty: true });
  });

  it('of an item only drop the item', () => {
    expect(
      over('services: {a: {ports: [!reset "80:80", "82:82"]}}').services.a?.ports?.map(({ target }) => target),
    ).toEqual([80, 82]);
  });
});

describe('consistency', () => {
  const codes = (body: string, rest = '') => read({ 'compose.yaml': `services: {${body}}\n${rest}` }).codes.sort();

  it('tells all problems at once', () => {
    expect(
      codes(
        'a: {depends_on: [z], networks: [n], volumes: ["data:/x"], secrets: [s], configs: [c]}, b: {image: x, depends_on: [b]}',
      ),
    ).toEqual([
      'depends_on/cycle',
      'depends_on/undefined-service',
      'image/missing',
      'reference/undefined',
      'reference/undefined',
      'reference/undefined',
      'reference/undefined',
    ]);
  });

  it.each(['a: nginx', 'a: {image: [x]}'])('says of %s only that its form is wrong', (body) => {
    expect(codes(body)).toEqual(['schema/wrong-type']);
  });

  it.each([
    ['a: {image: x, network_mode: host, networks: [default]}', 'service/conflicting-keys'],
    ['a: {image: x, cpus: 1, deploy: {resources: {limits: {memory: 1g}}}}', 'service/distinct-values'],
    ['a: {image: x, mem_limit: 1g, deploy: {resources: {limits: {memory: 2g}}}}', 'service/distinct-values'],
    ['a: {image: x, scale: 2, deploy: {replicas: 3}}', 'service/distinct-values'],
    ['a: {image: x, scale: 2, container_name: one}', 'container_name/several-replicas'],
    ['a: {image: x, scale: -1}', 'scale/negative'],
    ['a: {image: x, healthcheck: {test: [curl]}}', 'healthcheck/test-prefix'],
    ['a: {image: x, tmpfs: [/run], volumes: ["/a:/run"]}', 'volumes/target-twice'],
    ['a: {image: x, ports: [{target: 1, host_ip: here}]}', 'ports/host-ip-invalid'],
    ['a: {image: x, ports: [{target: 1, host_ip: "${U}"}]}', 'ports/host-ip-invalid'],
    ['a: {image: x, ports: [{published: "1"}]}', 'ports/target-missing'],
    ['a: {image: x, volumes: [{type: bind, target: /a}]}', 'volumes/source-missing'],
    ['a: {image: x, networks: [x-n]}', 'reference/undefined'],
    ['a: {image: x, platform: linux/arm64, build: {platforms: [linux/amd64]}}', 'build/platform-missing'],
    ['a: {image: x, gpus: [{count: 1, device_ids: ["0"]}]}', 'devices/count-and-ids'],
  ])('%s', (body, code) => expect(codes(body)).toContain(code));

  it.each([
    ['secrets: {s: {file: a, environment: B}}', 'source/several'],
    ['configs: {c: {content: a, file: b}}', 'source/several'],
    ['secrets: {s: {labels: [a]}}', 'source/missing'],
    ['secrets: {s: {driver: d}}', 'source/missing'],
    ['secrets: {s: {environment: ""}}', 'source/missing'],
    ['secrets: {s: {external: false}}', 'source/missing'],
    ['volumes: {v: {external: true, driver: local}}', 'external/conflict'],
  ])('%s', (rest, code) => expect(codes('a: {image: x}', rest)).toContain(code));

  it('passes over services that no profile enables', () => {
    const files = { 'compose.yaml': 'services: {a: {image: x}, b: {profiles: [p], volumes: ["ghost:/g"]}}' };
    expect(read(files).codes).toEqual([]);
    expect(read(files).project.inactive).toEqual(['b']);
    expect(read(files, { profiles: ['*'] }).codes).toEqual(['image/missing', 'reference/undefined']);
  });

  it('enables a profile that an unset variable made where none is asked for', () => {
    const files = { 'compose.yaml': 'services: {a: {image: x, profiles: ["${P:-}"]}}' };
    expect(read(files).project.inactive).toEqual([]);
    expect(read(files, {}, { COMPOSE_PROFILES: '' }).project.inactive).toEqual([]);
    expect(read(files, { profiles: ['q'] }).project.inactive).toEqual(['a']);
    expect(read(files, {}, { COMPOSE_PROFILES: 'q' }).project.inactive).toEqual(['a']);
  });

  it('wants what is needed to be enabled', () => {
    const file = (required: boolean) =>
      `services: {a: {image: x, depends_on: {b: {condition: service_started, required: ${required}}}}, b: {image: x, profiles: [p]}}`;
    expect(read({ 'compose.yaml': file(true) }).codes).toEqual(['depends_on/undefined-service']);
    expect(read({ 'compose.yaml': file(false) }).codes).toEqual([]);
  });

  it('wants who lends its network to be enabled, whatever depends_on says', () => {
    const body = 'depends_on: {b: {condition: service_started, required: false}}';
    const file = (mode: string) =>
      `services: {a: {image: x, ${mode}: "service:b", ${body}}, b: {image: x, profiles: [p]}}`;
    const { errors } = read({ 'compose.yaml': file('network_mode') });
    expect(errors.map(({ code, path }) => [code, ...path])).toEqual([
      ['depends_on/undefined-service', 'services', 'a', 'network_mode'],
    ]);
    expect(read({ 'compose.yaml': file('pid') }).codes).toEqual([]);
  });
});

describe('without interpolation', () => {
  it('keeps what waits for a variable', () => {
    const file =
      'services: {a: {image: "x:${T}", ports: ["${P}:80", "81:81"], mem_limit: "${M}", tty: "${Y}", volumes: ["${V}:/x:ro"]}}';
    const { model, codes } = read({ 'compose.yaml': file }, { interpolate: false });
    expect(codes).toEqual([]);
    expect(model.services.a).toMatchObject({
      image: 'x:${T}',
      mem_limit: '${M}',
      tty: '${Y}',
      volumes: [{ source: '${V}' }],
    });
    expect(model.services.a?.ports).toEqual(['${P}:80', expect.objectContaining({ target: 81, published: '81' })]);
  });
});
