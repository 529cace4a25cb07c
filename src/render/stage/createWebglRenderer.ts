/** The stage drawn with WebGL2: one triangle, one fragment shader, nothing computed on the CPU per frame. */
import type { CanvasReason, Scene, StageRenderer } from '../api.ts';
import { contourLevels } from '../overlay/contourLines.ts';
import { contourWidth } from '../overlay/marks.ts';
import { type Colours, colourTable } from '../paint/colourMaps.ts';
import { createGridTextures, setFilter } from './gridTextures.ts';
import { createPhotoTexture } from './photoTexture.ts';
import { stageFragmentShader, stageVertexShader } from './stageShader.ts';
import type { Size } from './viewport.ts';

export interface WebglRenderer extends StageRenderer {
  /** Waits until all that was drawn is on the canvas: for measuring only. */
  finish(): void;
}

/** Where a photo is missing: one transparent pixel. */
const NO_PHOTO: Size = { width: 1, height: 1 };
const NO_MAP = { width: 1, height: 1, data: new Float32Array(1) };

/** By the shader's numbers for them. */
const CUT_OUTS = [null, 'dim', 'transparent'] as const;

/** Texture units, in the order of the shader's samplers. */
const UNITS = ['photo', 'fromMap', 'toMap', 'colours', 'region'] as const;

/**
 * Draws into `canvas`, whose context must not have been taken. Null where there is no WebGL2 or the shader
 * is refused. `onUnfit` is called when the GPU is lost or a photo did not arrive there; the renderer is of no use from
 * then on.
 * A photo's bitmap must fit a texture: sides up to 2048 always do.
 */
export function createWebglRenderer(
  canvas: HTMLCanvasElement,
  onUnfit: (reason: CanvasReason) => void,
): WebglRenderer | null {
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false, premultipliedAlpha: true });
  const program = gl && linkProgram(gl);
  if (!gl || !program) return null;

  const uniform = (name: string) => gl.getUniformLocation(program, name);
  const at = {
    canvasSize: uniform('canvasSize'),
    deviceHeight: uniform('deviceHeight'),
    ratio: uniform('ratio'),
    centre: uniform('centre'),
    scale: uniform('scale'),
    photoSize: uniform('photoSize'),
    seen: uniform('seen'),
    blend: uniform('blend'),
    opacity: uniform('opacity'),
    smoothMap: uniform('smoothMap'),
    levelCount: uniform('levelCount'),
    levels: uniform('levels'),
    levelWidths: uniform('levelWidths'),
    peak: uniform('peak'),
    showPeak: uniform('showPeak'),
    cutOut: uniform('cutOut'),
    outline: uniform('outline'),
    frame: uniform('frame'),
    showFrame: uniform('showFrame'),
  };
  // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's useProgram is no React hook
  gl.useProgram(program);
  for (const [unit, name] of UNITS.entries()) gl.uniform1i(uniform(name), unit);

  const gridTextures = createGridTextures(gl);
  const photo = createPhotoTexture(gl);
  const colourTexture = gl.createTexture();
  let uploadedColours: Colours | undefined;
  let size: Size = { width: 0, height: 0 };
  let ratio = 1;

  const handleLoss = (event: Event) => {
    event.preventDefault();
    onUnfit('lost');
  };
  canvas.addEventListener('webglcontextlost', handleLoss, { once: true });

  function bind(unit: (typeof UNITS)[number], texture: WebGLTexture | null): void {
    gl?.activeTexture(gl.TEXTURE0 + UNITS.indexOf(unit));
    gl?.bindTexture(gl.TEXTURE_2D, texture);
  }

  function draw(scene: Scene): void {
    if (!gl) return;
    // An upload binds its texture to whatever unit is active, so it comes before all binding.
    const from = gridTextures.textureOf(scene.from ?? NO_MAP);
    const to = scene.to ? gridTextures.textureOf(scene.to) : from;
    const region = gridTextures.textureOf(scene.region?.field ?? NO_MAP);
    bind('region', region);
    bind('fromMap', from);
    bind('toMap', to);
    bind('photo', photo.texture);
    if (!photo.upload(scene.photo)) {
      onUnfit('wrongUpload');
      return;
    }
    bind('colours', colourTexture);
    if (uploadedColours !== scene.colours) uploadColours(gl, scene.colours);
    uploadedColours = scene.colours;

    const { width, height, seen } = scene.photo ?? { ...NO_PHOTO, seen: { x: 0, y: 0, ...NO_PHOTO } };
    const levels = scene.from && scene.contours ? contourLevels(scene.colours) : [];
    const [low = 0, middle = 0, high = 0] = levels;
    gl.uniform2f(at.canvasSize, size.width, size.height);
    gl.uniform1f(at.deviceHeight, canvas.height);
    gl.uniform1f(at.ratio, ratio);
    gl.uniform2f(at.centre, scene.viewport.centreX, scene.viewport.centreY);
    gl.uniform1f(at.scale, scene.viewport.scale);
    gl.uniform2f(at.photoSize, width, height);
    gl.uniform4f(at.seen, seen.x, seen.y, seen.width, seen.height);
    gl.uniform1f(at.blend, scene.to ? scene.blend : 0);
    gl.uniform1f(at.opacity, scene.photo && scene.from ? scene.opacity : 0);
    gl.uniform1i(at.smoothMap, scene.smooth ? 1 : 0);
    gl.uniform1i(at.levelCount, scene.photo ? levels.length : 0);
    gl.uniform3f(at.levels, low, middle, high);
    gl.uniform3f(at.levelWidths, contourWidth(low), contourWidth(middle), contourWidth(high));
    gl.uniform2f(at.peak, scene.peak?.x ?? 0, scene.peak?.y ?? 0);
    gl.uniform1i(at.showPeak, scene.photo && scene.peak ? 1 : 0);
    const { cutOut = null, outline = false, frame = null } = (scene.photo && scene.region) ?? {};
    gl.uniform1i(at.cutOut, CUT_OUTS.indexOf(cutOut));
    gl.uniform1i(at.outline, outline ? 1 : 0);
    gl.uniform4f(at.frame, frame?.x ?? 0, frame?.y ?? 0, frame?.width ?? 0, frame?.height ?? 0);
    gl.uniform1i(at.showFrame, frame ? 1 : 0);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  return {
    kind: 'webgl',
    draw,
    resize(width, height, pixelRatio) {
      size = { width, height };
      ratio = pixelRatio;
      canvas.width = Math.max(1, Math.round(width * pixelRatio));
      canvas.height = Math.max(1, Math.round(height * pixelRatio));
      gl.viewport(0, 0, canvas.width, canvas.height);
    },
    finish() {
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
    },
    dispose() {
      canvas.removeEventListener('webglcontextlost', handleLoss);
      // Browsers allow few contexts at a time and collect forgotten ones late.
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}

function uploadColours(gl: WebGL2RenderingContext, colours: Colours): void {
  const table = colourTable(colours);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB8, 256, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, table);
  setFilter(gl, gl.LINEAR);
}

function linkProgram(gl: WebGL2RenderingContext): WebGLProgram | null {
  const program = gl.createProgram();
  const shaders = [
    [gl.VERTEX_SHADER, stageVertexShader],
    [gl.FRAGMENT_SHADER, stageFragmentShader],
  ] as const;
  for (const [type, source] of shaders) {
    const shader = gl.createShader(type);
    if (!shader) return null;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return gl.getProgramParameter(program, gl.LINK_STATUS) ? program : null;
}
