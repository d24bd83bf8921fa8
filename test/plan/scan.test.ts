import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/compose/model.ts';
import { planned } from './project.ts';

/** What `web` is found to use, as `name:port`, when its environment or command is this. */
function uses(service: Service): string[] {
  const others = { db: {}, redis: {}, mail: {}, kafka1: {}, kafka2: {}, api: {}, 'my-db': {}, app_db: {} };
  const { deployment } = planned({ web: service, ...others }, { target: 'fargate', namespace: 'x' });
  return deployment.references
    .filter(({ from }) => from === 'web')
    .map(({ name, port }) => (port === undefined ? name : `${name}:${port}`));
}
const inVariable = (value: string, name = 'SETTING'): string[] => uses({ environment: { [name]: value } });

describe('texts that name a host', () => {
  test.each([
    ['postgres://app:s3cr3t@db:5432/app', ['db:5432']],
    ['postgres://db:db@db/app', ['db']],
    ['http://api', ['api']],
    ['http://api/path?x=1', ['api']],
    ['jdbc:mysql://db:3306/x?useSSL=false', ['db:3306']],
    ['jdbc:oracle:thin:@db:1521:xe', ['db:1521']],
    ['user:pass@tcp(db:3306)/x', ['db:3306']],
    ['user:pass@tcp(db)/x', ['db']],
    ['kafka1:9092,kafka2:9092', ['kafka1:9092', 'kafka2:9092']],
    ['mongodb://kafka1,kafka2:27018/x', ['kafka1', 'kafka2:27018']],
    ['PLAINTEXT://kafka1:9092,SSL://kafka2:9093', ['kafka1:9092', 'kafka2:9093']],
    ['amqp://guest:guest@redis//', ['redis']],
    ['http://kafka1,db@api/x', ['api']],
    ['//db/x', ['db']],
    ['db://api', ['api']],
    ['host=db port=5432 user=web', ['db']],
    ['-Dspring.redis.host=redis -Dmode=api', ['redis']],
    ['my-db:3306', ['my-db:3306']],
    ['app_db:3306', ['app_db:3306']],
    ['Server=db;Database=api', ['db']],
  ])('%s', (value, expected) => {
    expect(inVariable(value)).toEqual(expected);
  });

  test.each([
    'DB_HOST',
    'PGHOST',
    'dbHost',
    'DB_HOST_1',
    'KAFKA_HOST_NAME',
    'POSTGRES_SERVER',
    'MYSQL_PORT_3306_TCP_ADDR',
    'spring.datasource.url',
  ])('a bare word in %s', (name) => {
    expect(inVariable('db', name)).toEqual(['db']);
  });

  test('a bare word in a variable named as a server program', () => {
    expect(inVariable('db', 'REDMINE_DB_MYSQL')).toEqual(['db']);
    expect(inVariable('db and more', 'REDMINE_DB_MYSQL')).toEqual([]);
  });

  test('lists of bare words in a variable for hosts', () => {
    expect(inVariable('kafka1, kafka2', 'SEED_HOSTS')).toEqual(['kafka1', 'kafka2']);
  });

  test('the port of the variable beside it', () => {
    expect(uses({ environment: { DB_HOST: 'db', DB_PORT: '5433' } })).toEqual(['db:5433']);
  });

  test.each([
    [['pg_isready', '-h', 'db'], ['db']],
    [['sh', '-c', 'until nc -z db 5432; do sleep 1; done'], ['db:5432']],
    [['nc', '-z', 'db', '5432'], ['db:5432']],
    [['./wait-for-it.sh', 'db:3306', '--', 'node'], ['db:3306']],
    [['run', '--redis-host', 'redis'], ['redis']],
    [
      ['run', '--db-host=db', '--cache=redis:6379'],
      ['db', 'redis:6379'],
    ],
    [['dockerize', '-wait', 'tcp://db:3306'], ['db:3306']],
  ])('command %j', (command, expected) => {
    expect(uses({ command })).toEqual(expected);
    expect(uses({ healthcheck: { test: ['CMD', ...command] } })).toEqual(expected);
  });
});

describe('texts that do not', () => {
  test.each([
    'mydbtool',
    '/opt/dbs',
    '/data/db:80',
    'db',
    'db.sqlite3',
    'someone@mail.example.org',
    'postgres://db:db@other.example.org/db',
    'http://example.org/api:80',
    's3://db/backup',
    'file:///db',
    'see ://db',
    '-db:80',
    'http://db.',
    'redis:7.2',
    'redis:7-alpine',
    'db:99999',
    'topic:1:1 db:3:1',
    'my-db2',
    'the db is here',
    'sub.db:5432',
    'db.internal:5432',
    'cache_driver=redis',
  ])('%s', (value) => {
    expect(inVariable(value)).toEqual([]);
  });

  test.each(['CACHE_DRIVER', 'DB_CONNECTION', 'MODE', 'POSTGRES_DB', 'MYSQL_USER', 'GHOST', 'SERVER_MODE'])(
    'redis in %s',
    (name) => {
      expect(inVariable('redis', name)).toEqual([]);
    },
  );

  test.each(['BASIC_AUTH', 'IMAGE', 'APP_VERSION', 'DB_PASSWORD'])('redis:7000 in %s', (name) => {
    expect(inVariable('redis:7000', name)).toEqual([]);
  });

  test('commands', () => {
    expect(uses({ command: ['chown', 'db:1000', '/data'] })).toEqual([]);
    expect(uses({ command: ['api'], entrypoint: ['redis', 'mail'] })).toEqual([]);
  });

  test('a name that extra_hosts gives an address', () => {
    expect(uses({ environment: { DB_HOST: 'db' }, extra_hosts: ['db=10.0.0.5'] })).toEqual([]);
  });

  test('services without a common network', () => {
    const { deployment } = planned({
      web: { environment: { DB_HOST: 'db' }, networks: { front: null } },
      db: { networks: { back: null } },
    });
    expect(deployment.references).toEqual([]);
  });
});
