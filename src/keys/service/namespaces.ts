import { sharedService } from '../../compose/references.ts';
import { declare } from '../../diagnostics/declare.ts';
import { pages } from '../../ecs/facts/pages.ts';
import { companions, onFargate } from '../context.ts';
import { defineKey, type KeyContext } from '../define.ts';
import { taskMember } from '../pages.ts';

type Kind = 'pid' | 'ipc';

const see = (kind: Kind): string => taskMember(`${kind}Mode`);

const hostOnFargate = (kind: Kind) =>
  declare(() => ({
    code: `${kind}/host-on-fargate`,
    severity: 'error',
    message: `Fargate does not share the ${kind.toUpperCase()} namespace of a host.`,
    why: 'Its tasks have no access to the machine they run on.',
    fix: 'Run the service on EC2 (--target ec2), or remove the key.',
    see: pages.fargate,
    allow: 'the key is left out',
  }));
const foreignContainer = (kind: Kind) =>
  declare(() => ({
    code: `${kind}/foreign-container`,
    severity: 'error',
    message: `${kind} points to a container outside the project.`,
    why: `A task shares its ${kind.toUpperCase()} namespace among its own containers, or with the host.`,
    fix: 'Name a service of the project (service:NAME), or remove the key.',
    see: see(kind),
    allow: 'the key is left out',
  }));
const widened = (kind: Kind) =>
  declare<{ others: string }>(() => ({
    code: `${kind}/whole-task`,
    severity: 'warning',
    message: ({ others }) => `${kind} now also applies to ${others}.`,
    why: `${kind}Mode belongs to the task: all its containers share the namespace.`,
    fix: 'Give the service a task of its own (x-ecs.task), if the others must not share.',
    see: see(kind),
  }));

export const pidHostOnFargate = hostOnFargate('pid');
export const ipcHostOnFargate = hostOnFargate('ipc');
export const pidForeign = foreignContainer('pid');
export const ipcForeign = foreignContainer('ipc');
export const pidWidened = widened('pid');
export const ipcWidened = widened('ipc');

export const ipcOnFargate = declare(() => ({
  code: 'ipc/fargate-dropped',
  severity: 'warning',
  message: 'ipc is dropped: Fargate does not take ipcMode.',
  why: 'Each container keeps an IPC namespace of its own; shared memory between them does not work.',
  fix: 'Run the service on EC2 (--target ec2), if the containers share memory.',
  see: pages.fargate,
}));

export const ipcOverridden = declare(() => ({
  code: 'ipc/overridden',
  severity: 'warning',
  message: 'ipc: none is not kept: another container of the task shares its IPC namespace.',
  why: 'ipcMode belongs to the task: all its containers share the namespace.',
  fix: 'Give the service a task of its own (x-ecs.task).',
  see: see('ipc'),
}));

/** A host namespace includes that of the task, and sharing wins over none: what one container needs, all get. */
type Mode = 'none' | 'task' | 'host';
const strength: readonly (Mode | undefined)[] = [undefined, 'none', 'task', 'host'];
const isStronger = (one: Mode | undefined, other: Mode | undefined): boolean =>
  strength.indexOf(one) > strength.indexOf(other);
const stronger = <T extends Mode>(known: T | undefined, wanted: T): T =>
  known !== undefined && isStronger(known, wanted) ? known : wanted;

/** What a value asks of the task; nothing where the container keeps to itself. */
function modeOf(value = 'private'): Mode | undefined {
  if (value === '' || value === 'private' || value.startsWith('container:')) return undefined;
  return value === 'host' || value === 'none' ? value : 'task';
}

/** Says who else gets the mode: all that did not ask for the same, but the one that is named. Whether it is kept at all. */
function sayWidened(kind: Kind, value: string, declaration: typeof pidWidened, context: KeyContext): boolean {
  const { report, path, project } = context;
  const named = sharedService(value);
  const mine = modeOf(value);
  const wishes = companions(context).map((name) => ({ name, mode: modeOf(project.model.services[name]?.[kind]) }));
  // A stronger wish says itself whom it reaches; Fargate has no host to share with.
  if (wishes.some(({ mode }) => isStronger(mode, mine) && !(mode === 'host' && onFargate(context)))) return false;
  const others = wishes.filter(({ name, mode }) => name !== named && mode !== mine && mode !== 'none');
  if (others.length > 0) report(declaration, { path }, { others: others.map(({ name }) => name).join(', ') });
  return true;
}

export const pid = defineKey<'pid'>({
  handling: 'mapped',
  doc: {
    bridge: 'pidMode',
    fargate: 'pidMode task; host is an error',
    note: 'host, or service:x as task, which puts both into one task. It widens to the whole task: a warning. container:x is an error.',
    see: see('pid'),
  },
  diagnostics: { pidHostOnFargate, pidForeign, pidWidened },
  map(value, context) {
    const { report, path, task } = context;
    if (value === '' || value === 'private') return;
    if (value.startsWith('container:')) report(pidForeign, { path });
    else if (value === 'host' && onFargate(context)) report(pidHostOnFargate, { path });
    else {
      task.definition.pidMode = stronger(task.definition.pidMode, value === 'host' ? 'host' : 'task');
      sayWidened('pid', value, pidWidened, context);
    }
  },
});

export const ipc = defineKey<'ipc'>({
  handling: 'mapped',
  doc: {
    bridge: 'ipcMode',
    fargate: '—',
    note: 'host, none; shareable and service:x as task, which puts both into one task. It widens to the whole task: a warning. Fargate: host is an error, any other dropped with a warning. container:x is an error.',
    see: see('ipc'),
  },
  harmless: { '': 'private is what ECS does when nothing is written' },
  diagnostics: { ipcHostOnFargate, ipcForeign, ipcWidened, ipcOverridden, ipcOnFargate },
  map(value, context) {
    const { report, path, task } = context;
    if (value === '' || value === 'private') return;
    if (value.startsWith('container:')) report(ipcForeign, { path });
    else if (onFargate(context)) report(value === 'host' ? ipcHostOnFargate : ipcOnFargate, { path });
    else {
      task.definition.ipcMode = stronger(task.definition.ipcMode, modeOf(value) ?? 'task');
      if (value !== 'shareable' && !sayWidened('ipc', value, ipcWidened, context) && value === 'none')
        report(ipcOverridden, { path });
    }
  },
});
