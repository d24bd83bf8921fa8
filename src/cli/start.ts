import type { CommandEntry } from './commands.ts';
import { runOf } from './dispatch.ts';
import { patience } from './patience.ts';
import { standard } from './standard.ts';

export async function start(process: NodeJS.Process, commands: readonly CommandEntry[]): Promise<void> {
  // The AWS SDK would announce the end of its support for older Nodes on standard error, among findings for programs.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const stdout = standard(process, 'stdout');
  const stderr = standard(process, 'stderr');
  const { env, cwd } = process;
  const onText = patience(process);
  process.exitCode = await runOf(commands, process.argv.slice(2), {
    stdout,
    stderr,
    env,
    cwd,
    ...(onText ? { onText } : {}),
  });
  // Nothing is left to wait for; taking the heap down in order would only take time.
  if (stdout.settled() && stderr.settled()) process.exit();
}
