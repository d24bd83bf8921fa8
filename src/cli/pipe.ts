/** `compose2ecs convert | head`: a reader that has seen enough is no error of ours. */
export function endQuietlyOnClosedPipe({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): void {
  for (const stream of [stdout, stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}
