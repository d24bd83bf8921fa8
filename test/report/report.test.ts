import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { memoryHost } from '../../src/compose/host.ts';
import type { TaskVolume } from '../../src/ecs/model.ts';
import { nodeHost } from '../../src/node/host.ts';
import { drawGraph, reportText } from '../../src/report/index.ts';
import { moveCommands, quote } from '../../src/report/move-data.ts';
import type { ReportInput } from '../../src/report/report.ts';

function inputOf(files: Record<string, string>, options: object = {}): ReportInput {
  const { app, project, deployment, diagnostics } = compile(
    { files: ['/p/compose.yaml'], options },
    memoryHost(files, { cwd: '/p' }),
  );
  if (!app || !project || !deployment) throw new Error(JSON.stringify(diagnostics.map(({ message }) => message)));
  return { app, project, deployment, diagnostics };
}

const blog = (): ReportInput => {
  const cwd = resolve('fixtures/projects/blog');
  const { app, project, deployment, diagnostics } = compile({ files: ['compose.yaml'] }, nodeHost({ cwd, env: {} }));
  if (!app || !project || !deployment) throw new Error('the blog does not convert');
  return { app, project, deployment, diagnostics };
};

describe('the report of the blog', () => {
  const md = reportText(blog(), 'md');
  const html = reportText(blog(), 'html');

  test('tells files to copy, data to move, memory per task and ports', () => {
    expect(md).toContain('scp ./nginx/nginx.conf ec2-user@INSTANCE:/srv/blog/nginx/nginx.conf');
    expect(md).toContain('docker compose stop mysql');
    expect(md).toContain('sudo tar xzf data_mysql.tar.gz -C /data/mysql');
    expect(md).toContain('| blog | 1 | 776 MiB |');
    expect(md).toContain('port 443 → 443/tcp');
  });

  test('shows no value of the environment', () => {
    for (const text of [md, html]) expect(text).not.toMatch(/travel-secret|cooking-secret/);
  });

  test('the page is self-contained: no script, nothing from elsewhere', () => {
    expect(html).not.toMatch(/<script|<link|<img|src=|@import|url\((?!#)/);
    expect(html.match(/https?:\/\/(?!www\.w3\.org\/)/)).toBeNull();
    expect(html).toContain('prefers-color-scheme:dark');
    expect(html).toMatch(/<svg[^>]*role="img"/);
  });

  test('is the same every time', () => {
    expect(reportText(blog(), 'html')).toBe(html);
  });
});

test('what every instance has of its own is neither copied nor moved', () => {
  const volumes = [
    '/:/rootfs:ro',
    '/proc:/host/proc:ro',
    '/var/run:/var/run',
    '/var/run/docker.sock:/d.sock',
    '/srv/a/:/a:ro',
  ];
  const compose = JSON.stringify({ services: { web: { image: 'nginx', volumes } } });
  const md = reportText(inputOf({ '/p/compose.yaml': compose }), 'md');
  expect(md.match(/^(rsync|scp|sudo tar) .*/gm)).toEqual(['rsync -a /srv/a/ ec2-user@INSTANCE:/srv/a/']);
});

test('copies and deployments of daemons, of what is run once and of what has no service', () => {
  const services = {
    job: { image: 'a', deploy: { mode: 'replicated-job', replicas: 3 } },
    agent: { image: 'a', deploy: { mode: 'global' } },
    web: { image: 'a' },
    inner: { image: 'a', 'x-ecs': { taskDefinition: { networkMode: 'awsvpc' }, task: 'inner' } },
  };
  const md = reportText(inputOf({ '/p/compose.yaml': JSON.stringify({ services }) }), 'md');
  expect(md.match(/^\| p-\w+ \|.* MiB \| no limit .*$/gm)?.map((row) => row.split(' | '))).toEqual([
    ['| p-job', 'run once, 3 copies', '128 MiB', 'no limit', '', ' |'],
    ['| p-agent', 'one on each instance', '128 MiB', 'no limit', '', 'stops before it starts |'],
    ['| p-web', '1', '128 MiB', 'no limit', '', 'twice this |'],
    ['| p-inner', '', '128 MiB', 'no limit', '', ' |'],
  ]);
});

test('names are text, whatever they hold', () => {
  const compose = 'services: {web: {image: nginx, volumes: ["/data:/<script>"]}}';
  const html = reportText(inputOf({ '/p/compose.yaml': compose }), 'html');
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;');
});

test('a picture holds what XML takes, and one line of text for each line of a label', () => {
  const volume = JSON.stringify('/h\uffff\ufffe\ud800\u202e\n"]\nend:/y');
  const input = inputOf({ '/p/compose.yaml': `services: {web: {image: nginx, volumes: [${volume}]}}` });
  expect(drawGraph(input, 'svg')).not.toMatch(/[\p{Cs}\p{Bidi_Control}\ufffe\uffff]/u);
  // A command needs the very name, in quotes.
  expect(reportText(input, 'md').replace(/^```sh\n.*?^```$/gms, '')).not.toMatch(/\p{Bidi_Control}/u);
  const mermaid = drawGraph(input, 'mermaid').trimEnd().split('\n');
  const line =
    /^(flowchart LR| {2}subgraph t0\["[^"]*"\]| {4}n\d+(\[|\[\()"[^"]*"(\]|\)\])| {2}end| {2}n\d+ ---\|"[^"]*"\| n\d+)$/;
  expect(mermaid.filter((each) => !line.test(each))).toEqual([]);
});

describe('the graph', () => {
  const services = Array.from(
    { length: 30 },
    (_, i) => `  s${i}: {image: "acme/s${i}:1", mem_limit: 64m${i > 0 ? `, links: []` : ''}}`,
  );
  const thirty = inputOf({
    '/p/compose.yaml': `name: x\nservices:\n${services.join('\n').replaceAll(', links: []', '')}\n`,
  });

  test('thirty services: every box has a place of its own', () => {
    const boxes = [
      ...drawGraph(thirty, 'svg').matchAll(
        /<rect class="box" x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"/g,
      ),
    ].map((match) => match.slice(1).map(Number) as [number, number, number, number]);
    expect(boxes).toHaveLength(30);
    for (const [i, [x, y, w, h]] of boxes.entries())
      for (const [X, Y, W, H] of boxes.slice(i + 1))
        expect(x + w <= X || X + W <= x || y + h <= Y || Y + H <= y).toBe(true);
  });

  test('mermaid and dot say the same containers', () => {
    for (const format of ['mermaid', 'dot'] as const)
      for (const name of ['s0', 's29']) expect(drawGraph(thirty, format)).toContain(name);
  });
});

test('commands quote what a shell would read', () => {
  expect(quote("it's; rm -rf /")).toBe("'it'\\''s; rm -rf /'");
  const lines = moveCommands(
    { name: 'd', dockerVolumeConfiguration: {} },
    { name: 'a b', kind: 'docker', writers: ['db'] },
  );
  expect(lines.join('\n')).toContain("-v 'a b':/from:ro");
  expect(moveCommands({ name: 'scratch' }, { name: 'x', kind: 'docker', writers: [] })).toEqual([]);
  const efs = moveCommands(
    { name: 'd', efsVolumeConfiguration: { fileSystemId: 'fs-1', authorizationConfig: { accessPointId: 'fsap-1' } } },
    { name: 'd', kind: 'docker', writers: [] },
  );
  expect(efs).toContain('sudo mount -t efs -o tls,accesspoint=fsap-1 fs-1:/ /mnt/efs');
});

test('data goes where the options of a volume say', () => {
  const moved = (dockerVolumeConfiguration: TaskVolume['dockerVolumeConfiguration']) =>
    moveCommands({ name: 'd', dockerVolumeConfiguration }, { name: 'd', kind: 'docker', writers: [] }).slice(4);
  expect(moved({ driverOpts: { type: 'nfs', o: 'addr=10.0.0.5', device: ':/x' } })).toEqual([]);
  expect(moved({ driver: 'rexray/ebs', driverOpts: { size: '5' } })).toEqual([]);
  expect(moved({ driverOpts: { type: 'none', o: 'bind', device: '/mnt/d' } })).toEqual([
    'sudo mkdir -p /mnt/d',
    'sudo tar xzf d.tar.gz -C /mnt/d',
  ]);
  expect(moved({ driverOpts: { type: 'ext4', device: '/dev/sdf' } })[0]).toBe(
    'docker volume create --opt type=ext4 --opt device=/dev/sdf d',
  );
});

const chromium = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);
if (!chromium) process.stderr.write('no Chromium on the PATH: the report is not looked at in a browser\n');

test.skipIf(!chromium)('a real browser shows the page and asks for nothing', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-'));
  try {
    const page = join(folder, 'report.html');
    const picture = join(folder, 'page.png');
    writeFileSync(page, reportText(blog(), 'html'));
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--user-data-dir=${folder}/profile`,
    ];
    const dom = spawnSync(chromium ?? '', [...flags, '--dump-dom', `file://${page}`], { encoding: 'utf8' });
    expect(dom.stdout).toContain('</svg>');
    expect(dom.stdout).toContain('Move data-mysql');
    spawnSync(chromium ?? '', [...flags, '--window-size=1200,1600', `--screenshot=${picture}`, `file://${page}`]);
    expect(statSync(picture).size).toBeGreaterThan(20_000);
    expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('thirty tasks, alone or in a chain, are no wider than a page that can be read', () => {
  const chain = (i: number) => (i % 3 === 0 ? '' : `, environment: {NEXT: "http://s${i - 1}:80"}`);
  const services = Array.from(
    { length: 30 },
    (_, i) => `  s${i}: {image: "acme/s:1", mem_limit: 64m, cpus: 0.25, ports: ["80"]${chain(i)}}`,
  );
  const big = inputOf({ '/p/compose.yaml': `name: x\nservices:\n${services.join('\n')}\n` }, { target: 'fargate' });
  expect(big.app.taskDefinitions).toHaveLength(30);
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(drawGraph(big, 'svg')) ?? [];
  expect(Number(width)).toBeLessThanOrEqual(1200);
  expect(Number(height)).toBeLessThanOrEqual(3 * Number(width));
});

test('the picture has colours of its own for the dark, inside a page too', () => {
  expect(reportText(blog(), 'html')).toMatch(/prefers-color-scheme:dark\)\{svg\{--task:/);
});
