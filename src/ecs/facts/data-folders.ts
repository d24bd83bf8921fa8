/** Where well-known database images keep their files. https://hub.docker.com/_/postgres, _/mysql, _/mongo, _/redis … */
const databaseFolders = [
  '/bitnami/mariadb',
  '/bitnami/mongodb',
  '/bitnami/mysql',
  '/bitnami/postgresql',
  '/data/db',
  '/usr/share/elasticsearch/data',
  '/usr/share/opensearch/data',
  '/var/lib/cassandra',
  '/var/lib/clickhouse',
  '/var/lib/couchdb',
  '/var/lib/influxdb',
  '/var/lib/mariadb',
  '/var/lib/mongodb',
  '/var/lib/mysql',
  '/var/lib/neo4j',
  '/var/lib/postgresql',
  '/var/opt/mssql',
];

export const databaseFolder = (path: string): boolean =>
  databaseFolders.some((folder) => path === folder || path.startsWith(`${folder}/`));
