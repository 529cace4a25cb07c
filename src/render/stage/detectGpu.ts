/** Whether this browser draws WebGL2 on a graphics processor, or only computes it. */

/** SwiftShader, Mesa's llvmpipe and softpipe, and Windows' own emulations by name. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

let answer: boolean | null = null;

/** True if WebGL2 runs on hardware, judged on a throw-away canvas; the answer is kept. */
export function hasHardwareWebgl(): boolean {
  answer ??= probe();
  return answer;
}

/** True for the name of a renderer that is a program, not a device. */
export function isSoftwareRenderer(name: string): boolean {
  return SOFTWARE.test(name);
}

function probe(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2', { failIfMajorPerformanceCaveat: true });
  if (!gl) return false;
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return !isSoftwareRenderer(String(name));
}
