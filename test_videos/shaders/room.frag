#version 330
in vec3 p, n; flat in float kind;
layout(location = 0) out vec4 shaded; layout(location = 1) out vec4 sun; layout(location = 2) out vec4 place;
uniform vec3 wall, floor_color; uniform int wall_style, floor_style;
#include surface.glsl
vec3 boards() {
  float plank = floor(p.x / .14); float offset = hash(vec3(plank, 3, 1)) * 2.; float piece = floor((p.y + offset) / 1.1);
  vec3 c = floor_color * (.82 + .3 * hash(vec3(plank, piece, 2))) * (.88 + .24 * noise(vec3(p.x * 60., p.y * 5., plank)));
  return fract(p.x / .14) < .025 || fract((p.y + offset) / 1.1) < .004 ? c * .55 : c;
}
vec3 carpet() { return floor_color * (.8 + .25 * noise(p * 180.) + .12 * noise(p * 14.)); }
vec3 bricks(float u) {
  float row = floor(p.z / .075); float x = u / .22 + .5 * mod(row, 2.);
  vec3 c = vec3(.60, .33, .26) * (.75 + .5 * hash(vec3(floor(x), row, 5))) * (.85 + .3 * noise(p * 50.));
  return fract(x) < .05 || fract(p.z / .075) < .13 ? vec3(.70, .67, .62) : c;
}
vec3 picture(float u, vec3 c) {
  float q = mod(u + 1.75, 2.6) - 1.3;
  if (abs(q) > .32 || p.z < 1.35 || p.z > 1.95) return c;
  if (abs(q) > .28 || p.z < 1.39 || p.z > 1.91) return vec3(.25, .2, .16);
  return mix(vec3(.30, .45, .28), vec3(.55, .68, .78), smoothstep(1.55, 1.70, p.z + .12 * noise(vec3(u * 7., p.z * 3., 1.))));
}
vec3 walls() {
  float u = abs(n.y) > .5 ? p.x : p.y;
  if (kind < 1.5 && p.z < .10) return vec3(.88, .87, .84);
  vec3 plaster = wall * (.95 + .07 * noise(p * 9.) + .05 * noise(p * 60.));
  if (kind > 1.5) return wall * .6 * (.92 + .16 * noise(p * vec3(6., 6., 70.)));
  return wall_style == 1 ? bricks(u) : (wall_style == 2 ? plaster : picture(u, plaster));
}
void main() {
  vec3 N = normalize(n);
  vec3 c = kind < .5 ? (floor_style == 1 ? carpet() : boards()) : walls();
  shaded = vec4(c * ambient(p, N), 1.); sun = vec4(c * direct(N), 1.); place = vec4(p, gl_FragCoord.z);
}
