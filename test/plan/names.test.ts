import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/compose/model.ts';
import { indexNames } from '../../src/plan/names.ts';
import { readServices } from '../../src/plan/services.ts';
import { project } from './project.ts';

const on = (...networks: string[]): Service => ({
  networks: Object.fromEntries(networks.map((network) => [network, null])),
});

const known: Record<string, Service> = {
  front: on('a'),
  back: on('b'),
  both: on('a', 'b'),
  host: { network_mode: 'host' },
  Db: { networks: { a: { aliases: ['store', 'sql'] }, b: { aliases: ['sql'] } }, container_name: 'shop-db' },
  db2: { networks: { b: { aliases: ['sql', 'db2'] } } },
  sql: on('c'),
  client: { networks: { a: null }, links: ['front:web'] },
};

/** As Docker's DNS answers. https://docs.docker.com/reference/compose-file/services/#aliases */
describe('who answers to a name', () => {
  test.each([
    ['a service by its name', 'front', 'Db', ['Db']],
    ['nobody on another network', 'front', 'back', []],
    ['a service in lower case', 'front', 'db', ['Db']],
    ['its container', 'back', 'shop-db', ['Db']],
    ['an alias on the network that has it', 'front', 'store', ['Db']],
    ['no alias of another network', 'back', 'store', []],
    ['each owner of an alias', 'back', 'sql', ['Db', 'db2']],
    ['each owner once, on however many networks', 'both', 'sql', ['Db', 'db2']],
    ['an owner that has its own name as an alias, once', 'back', 'db2', ['db2']],
    ['everybody, from outside the networks', 'host', 'sql', ['Db', 'db2', 'sql']],
    ['who is outside the networks', 'front', 'host', ['host']],
    ['the target of a link', 'client', 'web', ['front']],
    ['nobody by the link of another', 'both', 'web', []],
  ])('%s', (_, client, name, owners) => {
    const services = readServices(project(known));
    const facts = services.get(client);
    expect(facts && indexNames(services).resolve(name, facts, 10)).toEqual(owners);
    expect(facts && indexNames(services).resolve(name, facts, 1)).toEqual(owners.slice(0, 1));
  });
});
