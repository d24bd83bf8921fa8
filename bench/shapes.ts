/** Projects that have very many of one thing each, by what it is: where a search of all of them for each of them would show. */

const all = (count: number, item: (at: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => item(at));
const lines = (count: number, line: (at: number) => string): string => all(count, (at) => `${line(at)}\n`).join('');

type Shape = (count: number) => string;

/** One service with a list or mapping of `count` entries below a key. */
const one =
  (key: string, entry: (at: number) => string, rest: Shape = () => ''): Shape =>
  (count) =>
    `services:\n  web:\n    image: nginx\n    ${key}:\n${lines(count, (at) => `      ${entry(at)}`)}${rest(count)}`;

/** `count` services, each with the same keys. */
const each =
  (keys: (at: number, count: number) => string, rest: Shape = () => ''): Shape =>
  (count) =>
    `services:\n${lines(count, (at) => `  s${at}: {image: app, ${keys(at, count)}}`)}${rest(count)}`;

/** The same, each after the first of which names another one. */
const naming = (keys: (other: string) => string, rest?: Shape): { first: Shape; before: Shape } => ({
  first: each((at) => (at === 0 ? '' : keys('s0')), rest),
  before: each((at) => (at === 0 ? '' : keys(`s${at - 1}`)), rest),
});

const top =
  (key: string, value: (at: number) => string): Shape =>
  (count) =>
    `${key}:\n${lines(count, (at) => `  x${at}: ${value(at)}`)}`;

const others: Shape = (count) => lines(count, (at) => `  x${at}: {image: app, container_name: c${at}, expose: [80]}`);
const none = (): string => '';
const web = 'services: {web: {image: nginx}}\n';
/** Names that differ for Compose and are spelled alike for ECS. */
const alike = (at: number): string => `x${at.toString(2).replaceAll('0', '.').replaceAll('1', '_')}x`;
const nfs = (device: string): string =>
  `{driver_opts: {type: nfs, device: "${device}", o: addr=fs-0123456789abcdef0.efs.eu-west-1.amazonaws.com}}`;
const arn = 'arn:aws:ssm:eu-west-1:123456789012:parameter/x';

const group = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/';

const links = naming((other) => `links: [${other}]`);
const dependencies = naming((other) => `depends_on: [${other}]`);
const healthy = naming(
  (other) => `depends_on: {${other}: {condition: service_healthy}}, healthcheck: {test: curl localhost}`,
);
const volumesFrom = naming((other) => `volumes_from: [${other}]`);
const spaces = naming((other) => `pid: "service:${other}", ipc: "service:${other}"`);
const bases = naming((other) => `extends: ${other}`);
const hosts = naming((other) => `environment: {URL: "http://${other}:80"}, command: [--to, "${other}:80"]`);

/** Those that reach the end of the pipeline, or nearly. */
export const shapes: Readonly<Record<string, Shape>> = {
  'arguments of one command': one('command', (at) => `- a${at}`),
  'variables of one service': one('environment', (at) => `A${at}: b${at}`),
  'secrets among variables': one('environment', (at) => `A${at}_PASSWORD: abcdefgh${at}`),
  'references to variables': one('environment', (at) => `A${at}: "\${B${at}}"`),
  'variables that name services': one('environment', (at) => `A${at}: http://x${at}:80`, others),
  'arguments that name services': one('command', (at) => `- http://x${at}:80`, others),
  'published ports of one service': one('ports', (at) => `- "${1 + (at % 65_000)}:80"`),
  'named ports of one service': one(
    'ports',
    (at) => `- {name: p${at}, target: ${1 + (at % 65_000)}, published: "${at}"}`,
  ),
  'long names alike that are used': (count) => {
    const name = (at: number): string => `${'a'.repeat(60)}${at}`;
    return (
      `services:\n  web:\n    image: nginx\n    command:\n${lines(count, (at) => `      - http://${name(at)}:80`)}` +
      lines(count, (at) => `  ${name(at)}: {image: app, mem_limit: 64m}`)
    );
  },
  'exposed ports of one service': one('expose', (at) => `- ${1 + (at % 65_000)}`),
  'labels of one service': one('labels', (at) => `a${at}: b`),
  'logging options': one('logging', (at) => (at === 0 ? 'driver: syslog\n      options:' : `  a${at}: b`)),
  'added hosts': one('extra_hosts', (at) => `- h${at}:10.0.0.1`),
  'aliases of one service': one('networks', (at) => (at === 0 ? 'default:\n        aliases:' : `    - a${at}`)),
  'networks of one service': one(
    'networks',
    (at) => `- x${at}`,
    top('networks', () => '{}'),
  ),
  'links of one service': one('links', (at) => `- x${at}:a${at}`, others),
  'needs of one service': one('depends_on', (at) => `- x${at}`, others),
  'sources of volumes': one('volumes_from', (at) => `- x${at}`, others),
  'sources of volumes by container': one('volumes_from', (at) => `- container:c${at}`, others),
  'named volumes of one service': one(
    'volumes',
    (at) => `- x${at}:/a${at}`,
    top('volumes', () => '{}'),
  ),
  'mounts of one volume': one(
    'volumes',
    (at) => `- x0:/a${at}`,
    () => 'volumes: {x0: {}}\n',
  ),
  'bind mounts of one service': one('volumes', (at) => `- ./a${at}:/a${at}`),
  'bind mounts that are spelled alike': one('volumes', (at) => `- "./${alike(at)}:/a${at}"`),
  'bind mounts with long names': one('volumes', (at) => `- ./${'a'.repeat(250)}${at}:/a${at}`),
  'anonymous volumes': one('volumes', (at) => `- /${'a'.repeat(250)}${at}`),
  'temporary file systems': one('tmpfs', (at) => `- /a${at}`),
  'secrets of one service': one(
    'secrets',
    (at) => `- x${at}`,
    top('secrets', () => '{file: ./a}'),
  ),
  'stored secrets of one service': one(
    'secrets',
    (at) => `- x${at}`,
    top('secrets', () => '{external: true}'),
  ),
  'variables that read secrets': one(
    'environment',
    (at) => `A${at}_FILE: /run/secrets/x${at}`,
    (count) => `    secrets: [${all(count, (at) => `x${at}`)}]\n${top('secrets', () => '{external: true}')(count)}`,
  ),
  'variables that mention secrets': one(
    'environment',
    (at) => `A${at}: -f /run/secrets/x${at}`,
    (count) => `    secrets: [${all(count, (at) => `x${at}`)}]\n${top('secrets', () => '{external: true}')(count)}`,
  ),
  'variables that mention secrets of the same name': one(
    'environment',
    (at) => `A${at}: -f /run/${at}/x`,
    (count) =>
      `    secrets:\n${lines(count, (at) => `      - {source: x${at}, target: /run/${at}/x}`)}${top('secrets', () => '{external: true}')(count)}`,
  ),
  'configs of one service': one(
    'configs',
    (at) => `- x${at}`,
    top('configs', () => '{content: a}'),
  ),
  'target groups of one service': one('x-ecs', (at) =>
    at === 0 ? 'targetGroups:' : `  - {port: ${1 + (at % 65_000)}, arn: "${group}${at}"}`,
  ),
  'containers of a raw task definition': one('x-ecs', (at) =>
    at === 0 ? 'taskDefinition:\n        containerDefinitions:' : `    - {name: c${at}, image: app}`,
  ),
  devices: one('devices', (at) => `- /dev/a${at}`),
  'placement constraints': one('deploy', (at) =>
    at === 0 ? 'placement:\n        constraints:' : `    - node.labels.a${at} == b`,
  ),
  'sites of caddy': one('labels', (at) => `caddy_${at}: a${at}.example\n      caddy_${at}.reverse_proxy: ":80"`),
  'routers of Traefik': one('labels', (at) => `traefik.http.routers.a${at}.rule: Host(\`a${at}.example\`)`),
  'host names of one rule': one('labels', (at) =>
    at === 0 ? 'traefik.http.routers.a.rule: >-\n        Host(`a`)' : `  || Host(\`a${at}\`)`,
  ),
  'merged mappings': (count) =>
    `${lines(count, (at) => `x-${at}: &a${at} {A${at}: b}`)}services:\n  web:\n    image: nginx\n    environment:\n      <<: [${all(count, (at) => `*a${at}`)}]\n`,
  services: each(none),
  'services to build': (count) => `services:\n${lines(count, (at) => `  s${at}: {build: ./s${at}}`)}`,
  'names spelled alike': (count) => `services:\n${lines(count, (at) => `  ${alike(at)}: {image: app}`)}`,
  'one port for all': each(() => 'ports: ["80:80"]'),
  'one volume for all': each(
    () => 'volumes: ["x0:/a"]',
    () => 'volumes: {x0: {}}\n',
  ),
  'one volume and one port for all': each(
    () => 'volumes: ["x0:/a"], ports: ["80:80"]',
    () => 'volumes: {x0: {}}\n',
  ),
  'a volume for each': each(
    (at) => `volumes: ["x${at}:/a"]`,
    top('volumes', () => '{}'),
  ),
  'a volume for each, spelled alike': each(
    (at) => `volumes: ["${alike(at)}:/a"]`,
    (count) => `volumes:\n${lines(count, (at) => `  ${alike(at)}: {}`)}`,
  ),
  'a volume for each, one folder of EFS': each(
    (at) => `volumes: ["x${at}:/a"]`,
    top('volumes', () => nfs(':/')),
  ),
  'a volume for each, folders of EFS': each(
    (at) => `volumes: ["x${at}:/a"]`,
    top('volumes', (at) => nfs(`:/${at}`)),
  ),
  'a volume for two': each(
    (at) => `volumes: ["x${at >> 1}:/a"]`,
    top('volumes', () => '{}'),
  ),
  'one bind mount for all': each(() => 'volumes: ["./a:/a"]'),
  'folders within each other': each((at) => `volumes: ["./${'a/'.repeat(at % 30)}b${at}:/a"]`),
  'one network for all': each(
    () => 'networks: [x0]',
    () => 'networks: {x0: {}}\n',
  ),
  'a network for each': each(
    (at) => `networks: [x${at}]`,
    top('networks', () => '{}'),
  ),
  'two networks': each(
    (at) => `networks: [x${at % 2}], environment: {URL: "http://s${Math.max(at - 1, 0)}:80"}`,
    () => 'networks: {x0: {}, x1: {}}\n',
  ),
  'networks of one service, each with another': (count) =>
    `services:\n  web:\n    image: nginx\n    networks: [${all(count, (at) => `x${at}`)}]\n    command:\n` +
    `${lines(count, (at) => `      - http://s${at}`)}${lines(count, (at) => `  s${at}: {image: app, container_name: c${at}, networks: [x${at}]}`)}` +
    top('networks', () => '{}')(count),
  'pairs that share no network': each(
    (at) => `networks: [x${at % 2}], volumes: ["x${at >> 1}:/a"]`,
    (count) => `networks: {x0: {}, x1: {}}\n${top('volumes', () => '{}')(count)}`,
  ),
  'one alias for all': each(() => 'networks: {default: {aliases: [a]}}'),
  'one alias for all, that all use': each(
    () => 'networks: {default: {aliases: [a]}}, environment: {URL: "http://a:80"}',
  ),
  'one alias on the network of each': each(
    (at) => `networks: {x${at}: {aliases: [a]}}, environment: {URL: "http://a:80"}`,
    top('networks', () => '{}'),
  ),
  'an alias for each': each((at) => `networks: {default: {aliases: [a${at}]}}`),
  'one secret for all': each(
    () => 'secrets: [x0]',
    () => 'secrets: {x0: {file: ./a}}\n',
  ),
  'one stored secret for all': each(
    () => 'secrets: [x0], environment: {A_FILE: /run/secrets/x0}',
    () => 'secrets: {x0: {external: true}}\n',
  ),
  'one config for all': each(
    () => 'configs: [x0]',
    () => 'configs: {x0: {content: a}}\n',
  ),
  'links to one': links.first,
  'links in a row': links.before,
  'needs of one': dependencies.first,
  'needs in a row': dependencies.before,
  'health of one': healthy.first,
  'health in a row': healthy.before,
  'volumes of one': volumesFrom.first,
  'volumes in a row': volumesFrom.before,
  'volumes of containers': each((at) =>
    at % 2 === 1 ? `volumes_from: ["container:c${at - 1}"]` : `container_name: c${at}`,
  ),
  'namespaces of one': spaces.first,
  'namespaces in a row': spaces.before,
  'networks in a row': each((at) => (at === 0 ? '' : `network_mode: "service:s${at - 1}"`)),
  'extends one': bases.first,
  'host name of one': hosts.first,
  'host names in a row': hosts.before,
  'one task for all': each(() => 'x-ecs: {task: a}'),
  'one task for all, each with raw parts': each(
    (at) =>
      `x-ecs: {task: a, taskDefinition: {tags: [{key: k${at}, value: v}]}, service: {tags: [{key: k${at}, value: v}]}}`,
  ),
  'servers in one task': (count) =>
    `services:\n  web:\n    image: nginx\n    command:\n${lines(count, (at) => `      - http://s${at}:${1 + (at % 65_000)}`)}` +
    lines(count, (at) => `  s${at}: {image: app, x-ecs: {task: a}, expose: ["${1 + (at % 65_000)}"]}`),
  'a task for two': each((at) => `x-ecs: {task: "a${at >> 1}"}, ports: ["80:80"], volumes: ["./a:/a"]`),
  'one family for all': each(() => 'x-ecs: {family: a}'),
  'one host name for all': each(() => 'hostname: a, domainname: example.com'),
  'virtual hosts': each((at) => `environment: {VIRTUAL_HOST: "a${at}.example", VIRTUAL_PORT: "80"}`),
  'profiles for each': each((at) => `profiles: [a${at}]`),
  'one-off tasks': each(() => 'restart: "no"'),
  'sizes, secrets and target groups': each(
    () =>
      `x-ecs: {cpu: 256, memory: 512, secrets: {A: "${arn}"}, targetGroups: [{port: 80, arn: "${group}0123456789abcdef"}]}, ports: ["80"]`,
  ),
  'dropped keys': each(() => 'domainname: a, oom_score_adj: 1, isolation: default, userns_mode: host'),
  volumes: (count) => web + top('volumes', () => '{}')(count),
  networks: (count) => web + top('networks', () => '{}')(count),
  secrets: (count) => web + top('secrets', () => '{file: ./a}')(count),
  configs: (count) => web + top('configs', () => '{content: a}')(count),
  models: (count) => web + top('models', () => '{model: a}')(count),
};

/** Those that reading refuses: every one of their faults is found. */
export const faultyShapes: Readonly<Record<string, Shape>> = {
  'unknown needs of one service': one('depends_on', (at) => `- y${at}`),
  'unknown keys of one service': (count) =>
    `services:\n  web:\n    image: nginx\n${lines(count, (at) => `    y${at}: 1`)}`,
  'unknown keys': (count) => `${web}${lines(count, (at) => `y${at}: 1`)}`,
  'keys written twice': one('environment', () => 'A: b'),
  'services without an image': (count) => `services:\n${lines(count, (at) => `  s${at}:`)}`,
  'one env_file for all': each(() => 'env_file: a'),
  'needs in a circle': each((at, count) => `depends_on: [s${(at + 1) % count}]`),
  'one container name for all': each(() => 'container_name: a'),
  'unknown volumes': each((at) => `volumes: ["y${at}:/a"]`),
  'unknown networks': each((at) => `networks: [y${at}]`),
  'unknown bases': each((at) => `extends: y${at}`),
  'ports that are none': each((at) => `ports: ["a${at}"]`),
};
