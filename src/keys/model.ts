import { declare } from '../diagnostics/declare.ts';
import type { ResourceDefinition } from './define.ts';
import { resourcePage } from './pages.ts';

export const modelDropped = declare<{ name: string }>(() => ({
  code: 'model/dropped',
  severity: 'warning',
  message: ({ name }) => `The model ${name} is dropped: ECS runs no models.`,
  why: 'Docker Model Runner serves it on a developer’s machine; a task definition has nothing like it.',
  fix: 'Run the model as a service on GPU instances, or use a hosted one.',
  see: resourcePage('models'),
}));

export const model: ResourceDefinition<'models'> = {
  doc: { bridge: '—', note: 'Dropped with a warning.', see: resourcePage('models') },
  diagnostics: { modelDropped },
  map(_value, { path, report, name }) {
    report(modelDropped, { path }, { name });
  },
};
