/**
 * Which words of a text say that a host name follows: names of variables, keys and flags, and commands that take a host.
 * A bare word that equals a service's name counts as a reference only there.
 */
const hostWords = [
  'host hostname hosts hostnames server servers addr addrs address addresses url urls uri uris dsn endpoint endpoints',
  'broker brokers upstream upstreams peer peers seeds quorum gateway proxy bootstrap source',
].flatMap((line) => line.split(' '));
const hostWord = new Set(hostWords);

/** Words that end in one of these count too: `dbhost`, `PGHOST`, `baseurl`. */
const hostEnding = /(host|hosts|hostname|addr|server|servers|url|uri)$/;
const notHosts = new Set(['ghost', 'datasource']);

/** Variables of these are no addresses, even when they look like one: `admin:8080`, `redis:7`. */
const otherWords = new Set(
  'user username password passwd pass auth credential credentials secret token key image tag version chown uid gid owner mode'.split(
    ' ',
  ),
);

export const hostCommands: ReadonlySet<string> = new Set(
  'ping nc ncat netcat telnet nslookup dig getent wait-for wait-for-it wait-for-it.sh wait-for.sh'.split(' '),
);

/** `REDMINE_DB_MYSQL: db`, `REDIS: redis`: a variable that ends in the name of a server program holds its host. */
const serverWords = new Set(
  'mysql mariadb postgres postgresql redis mongo mongodb memcached rabbitmq elasticsearch kafka zookeeper'.split(' '),
);

/** Words of a name: `spring.redisHost_2` is spring, redis, host. */
function words(name: string): string[] {
  const split = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return split.split(/[^a-z]+/).filter((word) => word !== '');
}

/** `DB_HOST`, `DB_HOST_1`, `HOST_NAME`, `discovery.seed_hosts`, `--server`. */
export function meansHost(name: string): boolean {
  const all = words(name);
  const last = all.at(-1) ?? '';
  const word = (last === 'name' || last === 'names') && /^(host|dns)$/.test(all.at(-2) ?? '') ? 'hostname' : last;
  return hostWord.has(word) || (hostEnding.test(word) && !notHosts.has(word));
}

export const meansServer = (name: string): boolean => serverWords.has(words(name).at(-1) ?? '');

export const meansOther = (name: string): boolean => otherWords.has(words(name).at(-1) ?? '');

/** The variable that holds the port beside one that holds the host: `DB_HOST` → `DB_PORT`. */
export function portVariable(name: string): string | undefined {
  const match = /^(.*?)(HOST_?NAME|HOST|ADDRESS|ADDR|SERVER)$/i.exec(name);
  if (!match) return undefined;
  const word = match[2] ?? '';
  return `${match[1]}${word === word.toLowerCase() ? 'port' : /^[A-Z][a-z]/.test(word) ? 'Port' : 'PORT'}`;
}

/** Ports that a scheme implies. */
export const schemePorts: Readonly<Record<string, number>> = {
  http: 80,
  ws: 80,
  https: 443,
  wss: 443,
  ftp: 21,
  smtp: 25,
  ldap: 389,
  ldaps: 636,
  mysql: 3306,
  mariadb: 3306,
  postgres: 5432,
  postgresql: 5432,
  redis: 6379,
  rediss: 6379,
  amqp: 5672,
  amqps: 5671,
  mongodb: 27017,
  mqtt: 1883,
  nats: 4222,
  memcached: 11211,
  clickhouse: 9000,
};

/** Schemes whose authority is no host name. */
export const otherSchemes: ReadonlySet<string> = new Set(
  'file unix s3 gs gcs docker oci image data mem memory sqlite sqlite3 fd arn git'.split(' '),
);
