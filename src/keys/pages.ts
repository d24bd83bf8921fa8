import { apiPage } from '../ecs/facts/pages.ts';

/** The pages that the rows of `docs/keys.md` and the declarations of keys point to. */
const composeFile = 'https://docs.docker.com/reference/compose-file';

export const servicePage = (key: string): string => `${composeFile}/services/#${key}`;
export const deployPage = (part: string): string => `${composeFile}/deploy/#${part}`;
export const resourcePage = (resource: 'networks' | 'volumes' | 'secrets' | 'configs' | 'models', part = ''): string =>
  `${composeFile}/${resource}/${part && `#${part}`}`;

const memberOf =
  (type: string) =>
  (member: string): string =>
    `${apiPage(type)}#ECS-Type-${type}-${member}`;

export const containerMember = memberOf('ContainerDefinition');
export const linuxMember = memberOf('LinuxParameters');
export const taskMember = (member: string): string =>
  `${apiPage('RegisterTaskDefinition')}#ECS-RegisterTaskDefinition-request-${member}`;
export const serviceMember = (member: string): string =>
  `${apiPage('CreateService')}#ECS-CreateService-request-${member}`;
