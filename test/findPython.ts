import { spawnSync } from 'node:child_process';

/** A Python that can import a module, or null: an independent reader of what the program writes. */
export function findPython(module: string): string | null {
  const commands = ['python3', '/usr/bin/python3', 'python'];
  return commands.find((command) => spawnSync(command, ['-c', `import ${module}`]).status === 0) ?? null;
}
