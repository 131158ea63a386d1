uniform vec3 light_dir, light_color, eye;
float hash(vec3 p) { p = fract(p * .1031); p += dot(p, p.zyx + 31.32); return fract((p.x + p.y) * p.z); }
float noise(vec3 x) {
  vec3 i = floor(x), f = fract(x); f = f * f * (3. - 2. * f);
  return mix(mix(mix(hash(i), hash(i + vec3(1,0,0)), f.x), mix(hash(i + vec3(0,1,0)), hash(i + vec3(1,1,0)), f.x), f.y),
    mix(mix(hash(i + vec3(0,0,1)), hash(i + vec3(1,0,1)), f.x), mix(hash(i + vec3(0,1,1)), hash(i + vec3(1,1,1)), f.x), f.y),
    f.z);
}
vec3 ambient(vec3 p, vec3 n) {
  vec3 v = normalize(eye - p);
  float fill = max(dot(n, normalize(v + vec3(0., 0., .3))), 0.) * .20;
  return mix(vec3(.27, .245, .23), vec3(.47, .49, .52), n.z * .5 + .5) + fill;
}
vec3 direct(vec3 n) { return light_color * .62 * max(dot(n, light_dir), 0.); }
float gleam(vec3 p, vec3 n) { return pow(max(dot(n, normalize(normalize(eye - p) + light_dir)), 0.), 24.); }
vec3 film(vec3 c) { return pow(clamp(c, 0., 1.), vec3(1. / 1.4)); }
