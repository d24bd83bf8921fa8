/** Ports that images listen on, by the last part of their name; the port of the protocol, not of an admin page. */
const table: Readonly<Record<number, string>> = {
  80: 'nginx httpd apache caddy wordpress nextcloud drupal joomla phpmyadmin matomo mediawiki httpbin whoami vaultwarden',
  389: 'openldap',
  1025: 'mailhog mailpit mailcatcher',
  1433: 'mssql-server azure-sql-edge',
  1883: 'eclipse-mosquitto mosquitto',
  2181: 'zookeeper cp-zookeeper',
  2368: 'ghost',
  2379: 'etcd',
  3000: 'grafana grafana-oss gitea metabase redmine umami gotenberg',
  3001: 'uptime-kuma',
  3100: 'loki',
  3306: 'mysql mariadb percona mysql-server percona-server',
  4222: 'nats nats-streaming',
  4317: 'opentelemetry-collector opentelemetry-collector-contrib',
  4566: 'localstack',
  5000: 'registry',
  5432: 'postgres postgresql postgis pgvector timescaledb timescaledb-ha',
  5601: 'kibana',
  5672: 'rabbitmq',
  5678: 'n8n',
  5984: 'couchdb',
  6379: 'redis valkey keydb dragonfly redis-stack redis-stack-server',
  7687: 'neo4j',
  7700: 'meilisearch',
  8080: 'adminer keycloak tomcat jenkins cadvisor miniflux',
  8086: 'influxdb',
  8108: 'typesense',
  8123: 'clickhouse clickhouse-server',
  8200: 'vault',
  8500: 'consul',
  9000: 'minio php-fpm portainer portainer-ce sonarqube',
  9042: 'cassandra scylla',
  9090: 'prometheus',
  9091: 'pushgateway',
  9092: 'kafka cp-kafka redpanda',
  9093: 'alertmanager',
  9100: 'node-exporter',
  9200: 'elasticsearch opensearch elasticsearch-oss',
  9411: 'zipkin',
  11211: 'memcached',
  16686: 'jaeger all-in-one',
  26257: 'cockroach',
  27017: 'mongo mongodb mongodb-community-server percona-server-mongodb',
  28015: 'rethinkdb',
};

/** Made when an image is first asked for. */
let ports: Map<string, number> | undefined;

function portsByImage(): ReadonlyMap<string, number> {
  if (ports) return ports;
  ports = new Map();
  for (const port in table) for (const image of table[port]?.split(' ') ?? []) ports.set(image, Number(port));
  return ports;
}

/** The port that an image is known to listen on: `docker.io/library/redis:7-alpine` → 6379. */
export function wellKnownPort(image: string | undefined): number | undefined {
  const [path = ''] = (image ?? '').split('@');
  const last = path.slice(path.lastIndexOf('/') + 1);
  const [name = '', tag = ''] = last.split(':');
  if (name === 'php' && tag.includes('fpm')) return 9000;
  if (path.includes('mssql/server')) return 1433;
  return portsByImage().get(name);
}

/** `3000`, `3000/tcp`, `3000-3005`: a range longer than ten counts by its first port only. */
export function exposedPorts(text: string): number[] {
  const match = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(text);
  if (!match || (match[3] ?? 'tcp').toLowerCase() !== 'tcp') return [];
  const [from, to] = [Number(match[1]), Number(match[2] ?? match[1])];
  const length = Math.max(1, to - from + 1);
  return Array.from({ length: length > 10 ? 1 : length }, (_, at) => from + at);
}
