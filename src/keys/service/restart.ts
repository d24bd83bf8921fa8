import { declare } from '../../diagnostics/declare.ts';
import type { RestartRequest } from '../../ecs/draft.ts';
import { pages } from '../../ecs/facts/pages.ts';
import { defineKey } from '../define.ts';

export const restartUnknown = declare(() => ({
  code: 'restart/unknown',
  severity: 'error',
  message: 'The restart policy is none that Compose knows.',
  why: 'Compose takes no, always, unless-stopped, on-failure and on-failure:N.',
  fix: 'Write one of them.',
  see: 'https://docs.docker.com/reference/compose-file/services/#restart',
  allow: 'no restart policy is written',
}));

export const restartOverridden = declare(() => ({
  code: 'restart/overridden',
  severity: 'info',
  message: 'restart has no effect beside deploy.restart_policy.',
  why: 'Compose prefers deploy.restart_policy, and so does the conversion.',
  fix: 'Remove one of the two.',
  see: 'https://docs.docker.com/reference/compose-file/services/#restart',
}));

const policies: Readonly<Record<string, RestartRequest['policy']>> = {
  no: 'no',
  false: 'no',
  always: 'always',
  'unless-stopped': 'always',
  'on-failure': 'on-failure',
};

export const restart = defineKey<'restart'>({
  handling: 'mapped',
  doc: {
    bridge: 'restartPolicy, essential',
    note: 'always and unless-stopped: restartPolicy with an attempt period of 60 s; on-failure also ignores exit code 0. no: a helper that nobody reaches is not essential, anything else stays essential with a warning.',
    see: pages.restart,
  },
  diagnostics: { restartUnknown, restartOverridden },
  map(value, { container, path, report, service }) {
    const parts = value.split(':');
    const word = parts[0] ?? '';
    const attempts = parts[1];
    if (word === '') return;
    const policy = policies[word];
    if (policy === undefined) {
      report(restartUnknown, { path });
      return;
    }
    // Docker takes none for no limit.
    const limited = attempts && Number(attempts) !== 0;
    container.needs.restart = { value: limited ? { policy, attempts } : { policy }, path };
    if (service.deploy?.restart_policy) report(restartOverridden, { path });
  },
});
