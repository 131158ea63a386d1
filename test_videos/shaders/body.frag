#version 330
in vec3 p, n, r, m; in vec4 g; out vec4 color;
uniform vec3 skin, shirt, trousers, shoe, hair, accent, left_eye;
uniform int shirt_pattern, trousers_pattern;
uniform vec4 stickers[4]; uniform vec2 belt; uniform vec3 aid_color;
#include shadow.glsl
#include surface.glsl
vec3 woven(vec3 c, int pattern) {
  if (pattern == 1) return fract(r.z * 14.) < .5 ? c : accent;
  if (pattern == 2) return fract(r.x * 17.) < .25 ? accent : c;
  if (pattern == 3) return noise(r * 34.) > .58 ? accent : c;
  return c;
}
vec3 face(vec3 c) {
  vec2 b = vec2(abs(r.x), r.z) - left_eye.xz;
  c = mix(c, c * vec3(1.06, .90, .86), m.z * .5);
  c = mix(c, vec3(.62, .30, .28) * (.4 + .6 * skin), m.y * .8);
  float brow = smoothstep(.0065, .003, abs(b.y - .021 + abs(b.x) * .12)) * smoothstep(.024, .018, abs(b.x)) * m.z;
  c = mix(c, hair, brow * .85);
  float lid = smoothstep(.017, .012, length(b * vec2(1., 1.6))) * (1. - m.x) * m.z;
  c = mix(c, c * .72, lid);
  if (m.x > .5) { float d = length(b); c = d < .0028 ? vec3(.03) : (d < .0062 ? vec3(.22, .14, .08) : vec3(.88)); }
  return c;
}
bool is_aid() {
  for (int i = 0; i < 4; i++) if (distance(r, stickers[i].xyz) < stickers[i].w) return true;
  return abs(r.z - belt.x) < belt.y && abs(r.x) < .28;
}
void main() {
  // Software renderers run every branch: choose the numbers by garment, then call the noise once.
  bool is_hair = g.w > 0., is_shirt = !is_hair && g.x > 0., is_cloth = !is_hair && !is_shirt && g.y > 0.;
  bool is_shoe = !is_hair && !is_shirt && !is_cloth && g.z > 0.;
  vec3 grain = is_hair ? vec3(220., 60., 220.) : is_shirt ? vec3(25., 25., 12.) : is_cloth ? vec3(30.) : vec3(60.);
  float depth = is_hair ? .6 : is_shirt || is_cloth ? .2 : .14;
  float fold = is_hair || is_shirt ? .35 : is_cloth ? .3 : 0.;
  vec3 folds = r * (is_hair ? vec3(150.) : is_shirt ? vec3(22., 22., 14.) : vec3(18.));
  vec3 N = normalize(normalize(n) + fold * (vec3(noise(folds), noise(folds + 9.), noise(folds + 17.)) - .5));
  float shine = is_hair ? .12 : is_shirt || is_cloth ? .01 : .05;
  vec3 c = is_hair ? hair : is_shirt ? woven(shirt, shirt_pattern) : is_cloth ? woven(trousers, trousers_pattern) : face(skin);
  if (is_shirt && g.x < .18) c *= .85;
  c *= 1. - depth / 2. + depth * noise(r * grain);
  if (is_shoe) c = r.z < .040 ? vec3(.92) : (r.z > .103 ? vec3(.9) : shoe);
  if (is_aid()) { c = aid_color; shine = 0.; }
  float sun = sunlit(p, N);
  color = vec4(film(c * (ambient(p, N) + direct(N) * sun) + shine * gleam(p, N) * sun), 1.);
}
