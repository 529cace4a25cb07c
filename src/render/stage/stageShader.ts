/** The stage as one fragment shader; the same picture as createCanvasRenderer's. GLSL ES 3.00. */
import {
  CASING,
  CASING_OPACITY,
  DARK,
  DIMMED,
  LIGHT,
  PEAK_RADIUS,
  PEAK_WIDTH,
  REGION_WIDTH,
} from '../overlay/marks.ts';

/** A constant as GLSL wants it: with a decimal point. */
function float(value: number): string {
  return value.toFixed(4);
}

/** One triangle that covers the canvas; no buffers needed. */
export const stageVertexShader = `#version 300 es
void main() {
  vec2 corner = vec2(float((gl_VertexID << 1) & 2), float(gl_VertexID & 2));
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

/** At most three contour levels; output is premultiplied. */
export const stageFragmentShader = `#version 300 es
precision highp float;
precision highp sampler2D;

uniform sampler2D photo;
uniform sampler2D fromMap;
uniform sampler2D toMap;
uniform sampler2D colours;
uniform sampler2D region;    // inside where >= 0

uniform vec2 canvasSize;   // CSS pixels
uniform float deviceHeight;
uniform float ratio;       // device pixels per CSS pixel
uniform vec2 centre;       // photo pixels
uniform float scale;       // CSS pixels per photo pixel
uniform vec2 photoSize;
uniform vec4 seen;         // x, y, width, height in photo pixels
uniform float blend;
uniform float opacity;
uniform bool smoothMap;
uniform int levelCount;
uniform vec3 levels;
uniform vec3 levelWidths;  // CSS pixels
uniform vec2 peak;         // photo pixels
uniform bool showPeak;
uniform int cutOut;        // 0 none, 1 dims outside, 2 leaves nothing there
uniform bool outline;
uniform vec4 frame;        // x, y, width, height in photo pixels
uniform bool showFrame;

out vec4 result;

// The share of this device pixel that a rectangle covers.
float coverage(vec2 point, vec4 area) {
  vec2 inside = min(point - area.xy, area.xy + area.zw - point) * scale * ratio;
  vec2 covered = clamp(inside + 0.5, 0.0, 1.0);
  return covered.x * covered.y;
}

float cell(sampler2D map, ivec2 place) {
  return texelFetch(map, clamp(place, ivec2(0), textureSize(map, 0) - 1), 0).r;
}

// Bilinear with half-pixel centres, by hand: float textures need no filtering then, and the hardware's
// eight bits of position between two cells would show when zoomed in.
float between(sampler2D map, vec2 unit) {
  vec2 place = unit * vec2(textureSize(map, 0)) - 0.5;
  ivec2 first = ivec2(floor(place));
  vec2 share = place - floor(place);
  return mix(
    mix(cell(map, first), cell(map, first + ivec2(1, 0)), share.x),
    mix(cell(map, first + ivec2(0, 1)), cell(map, first + ivec2(1, 1)), share.x),
    share.y);
}

float valueAt(vec2 unit, bool interpolated) {
  if (interpolated) return mix(between(fromMap, unit), between(toMap, unit), blend);
  return mix(
    cell(fromMap, ivec2(floor(unit * vec2(textureSize(fromMap, 0))))),
    cell(toMap, ivec2(floor(unit * vec2(textureSize(toMap, 0))))),
    blend);
}

// A light line on a dark one, \`away\` CSS pixels from its middle.
vec4 stroke(vec4 under, float away, float width, float shown) {
  float dark = clamp((width / 2.0 + ${float(CASING)} - away) * ratio + 0.5, 0.0, 1.0);
  float light = clamp((width / 2.0 - away) * ratio + 0.5, 0.0, 1.0);
  vec4 cased = mix(under, vec4(vec3(${float(DARK)}), 1.0), dark * ${float(CASING_OPACITY)} * shown);
  return mix(cased, vec4(vec3(${float(LIGHT)}), 1.0), light * shown);
}

void main() {
  vec2 css = vec2(gl_FragCoord.x, deviceHeight - gl_FragCoord.y) / ratio;
  vec2 point = (css - canvasSize / 2.0) / scale + centre;
  vec4 bare = texture(photo, point / photoSize);
  float shown = coverage(point, vec4(0.0, 0.0, photoSize));
  float mapped = coverage(point, seen);

  vec2 unit = (point - seen.xy) / seen.zw;
  float value = clamp(valueAt(unit, smoothMap), 0.0, 1.0);
  vec3 heat = texture(colours, vec2((value * 255.0 + 0.5) / 256.0, 0.5)).rgb;
  vec4 colour = mix(bare, vec4(heat, 1.0), opacity * mapped);

  float height = valueAt(unit, true);
  float slope = length(vec2(dFdx(height), dFdy(height))) * ratio;
  for (int index = 0; index < levelCount; index++) {
    // Where the map is flat there is no line to be near to.
    float away = slope > 1e-6 ? abs(height - levels[index]) / slope : 1e6;
    colour = stroke(colour, away, levelWidths[index], mapped);
  }

  if (cutOut != 0 || outline) {
    // Signed distance to the region's border in CSS pixels, inside positive.
    float field = between(region, unit);
    float fall = length(vec2(dFdx(field), dFdy(field))) * ratio;
    float depth = fall > 1e-6 ? field / fall : (field >= 0.0 ? 1e6 : -1e6);
    float outside = 1.0 - clamp(depth * ratio + 0.5, 0.0, 1.0) * mapped;
    if (cutOut == 1) colour = mix(colour, vec4(0.0, 0.0, 0.0, 1.0), outside * ${float(DIMMED)});
    if (cutOut == 2) colour *= 1.0 - outside;
    if (outline) colour = stroke(colour, abs(depth), ${float(REGION_WIDTH)}, mapped);
  }
  result = colour * shown;
  if (showFrame) {
    vec2 beyond = abs(point - frame.xy - frame.zw / 2.0) - frame.zw / 2.0;
    result = stroke(result, abs(max(beyond.x, beyond.y)) * scale, ${float(REGION_WIDTH)}, 1.0);
  }
  // Over the photo's edge too: a peak at the border must not lose its ring.
  if (showPeak) {
    float away = abs(distance(point, peak) * scale - ${float(PEAK_RADIUS)});
    result = stroke(result, away, ${float(PEAK_WIDTH)}, 1.0);
  }
}`;
