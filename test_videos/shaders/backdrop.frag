#version 330
out vec4 color;
uniform sampler2D shaded, sun, place;
#include shadow.glsl
void main() {
  ivec2 pixel = ivec2(gl_FragCoord.xy);
  vec4 where = texelFetch(place, pixel, 0);
  vec3 c = texelFetch(shaded, pixel, 0).rgb + texelFetch(sun, pixel, 0).rgb * sunlit(where.xyz, vec3(0.));
  color = vec4(pow(clamp(c, 0., 1.), vec3(1. / 1.4)), 1.);
  gl_FragDepth = where.w;
}
