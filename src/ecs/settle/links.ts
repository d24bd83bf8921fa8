import type { Decision } from './context.ts';

/** Writes the links that planning decided on; they exist in bridge mode only. */
export const links: Decision = ({ task, deployment }) => {
  if (task.plan.networkMode !== 'bridge') return;
  task.containers.forEach((container) => {
    const chosen = deployment.links.get(container.service);
    if (chosen && chosen.length > 0) container.definition.links = [...chosen];
  });
};
