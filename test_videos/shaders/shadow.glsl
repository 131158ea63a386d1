uniform sampler2D shadow_map; uniform mat4 light_matrix;
float sunlit(vec3 p, vec3 n) {
  vec3 s = (light_matrix * vec4(p + n * .012, 1.)).xyz * .5 + .5;
  if (any(lessThan(s.xy, vec2(.002))) || any(greaterThan(s.xy, vec2(.998)))) return 1.;
  float seen = 0.;
  for (int i = -1; i <= 1; i++) for (int j = -1; j <= 1; j++)
    seen += texture(shadow_map, s.xy + vec2(i, j) * (1.5 / float(textureSize(shadow_map, 0).x))).r < s.z - .002 ? 0. : 1.;
  return seen / 9.;
}
