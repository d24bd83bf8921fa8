/** Apart from the list of commands, beside whose imports on demand every module would be bundled to be evaluated on demand. */
export const convertSummary = 'write ECS task and service definitions for a Compose project';
