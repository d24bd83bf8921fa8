import { declare, type Report } from '../diagnostics/declare.ts';
import { isDockerSocket } from '../ecs/facts/host-paths.ts';
import { pages } from '../ecs/facts/pages.ts';
import type { ServiceFacts, Services } from './services.ts';

type Role = 'proxy' | 'certificates' | 'updater' | 'viewer';

interface Told {
  readonly service: string;
  readonly role: Role;
  readonly routes: boolean;
}

const does: Readonly<Record<Role, string>> = {
  proxy: 'finds the services behind it by asking Docker',
  certificates: 'asks Docker which host names need a certificate',
  updater: 'replaces containers behind the back of ECS',
  viewer: 'manages or shows containers by asking Docker',
};

const because: Readonly<Record<Role, string>> = {
  proxy: 'It sees the containers of its own container instance only, and nothing at all on Fargate.',
  certificates: 'It sees the containers of its own container instance only, and nothing at all on Fargate.',
  updater: 'ECS loses track of containers that it did not start itself, and starts the task again.',
  viewer: 'It sees the containers of its own container instance only, and ECS undoes what it changes.',
};

const advice: Readonly<Record<Role, string>> = {
  proxy:
    'Keep it and what it serves in one task on one instance, or remove it and let an Application Load Balancer route by host and path',
  certificates:
    'Keep it beside the proxy on one instance, or remove both: AWS Certificate Manager gives a load balancer its certificates.',
  updater: 'Remove it; a new image is rolled out by a new deployment of the service.',
  viewer: 'Remove it, or keep it for looking at one instance; the ECS console and CloudWatch show all of them.',
};

export const dockerWatcher = declare<Told>(() => ({
  code: 'image/watches-docker',
  severity: 'warning',
  message: ({ service, role }) => `${service} ${does[role]}.`,
  why: ({ role }) => because[role],
  fix: ({ role, routes }) =>
    role === 'proxy' ? `${advice.proxy}${routes ? ' (`routes` in the output lists the rules)' : ''}.` : advice[role],
  see: pages.loadBalancing,
}));

interface Known {
  readonly role: Role;
  /** Only where it has Docker's socket, as it does other things too. */
  readonly socket: boolean;
}

const rows: readonly (Known & { readonly names: string })[] = [
  { names: 'nginx-proxy docker-gen caddy-docker-proxy nginx-proxy-alpine', role: 'proxy', socket: false },
  { names: 'traefik haproxy caddy swag nginx-ui', role: 'proxy', socket: true },
  {
    names: 'acme-companion letsencrypt-nginx-proxy-companion docker-letsencrypt-nginx-proxy-companion',
    role: 'certificates',
    socket: false,
  },
  { names: 'watchtower ouroboros docker-autoheal autoheal diun', role: 'updater', socket: false },
  { names: 'portainer portainer-ce portainer-ee dozzle yacht lazydocker dockge', role: 'viewer', socket: false },
];

/** What an image is for, by the last part of its name. */
const images: ReadonlyMap<string, Known> = new Map(
  rows.flatMap((row) => row.names.split(' ').map((name) => [name, row] as const)),
);

/** `docker.io/jwilder/nginx-proxy:alpine@sha256:…` → `nginx-proxy`. */
function lastPart(image: string): string {
  const at = image.indexOf('@');
  const end = at < 0 ? image.length : at;
  const start = image.lastIndexOf('/', end - 1) + 1;
  const tag = image.lastIndexOf(':', end - 1);
  return image.slice(start, tag < start ? end : tag);
}

const hasSocket = ({ service }: ServiceFacts): boolean =>
  (service.volumes ?? []).some(({ type, source }) => type === 'bind' && source !== undefined && isDockerSocket(source));

/** Says what becomes of programs that live on Docker's socket. https://github.com/nginx-proxy/nginx-proxy */
export function sayDockerWatchers(services: Services, routes: boolean, report: Report): void {
  services.forEach((facts) => {
    const { name, service } = facts;
    if (!service.image) return;
    const found = images.get(lastPart(service.image));
    if (found && (!found.socket || hasSocket(facts)))
      report(dockerWatcher, { path: ['services', name, 'image'] }, { service: name, role: found.role, routes });
  });
}
