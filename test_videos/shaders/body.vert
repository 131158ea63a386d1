#version 330
in vec3 position; in vec3 normal; in vec3 rest; in vec4 garment; in vec3 mark;
uniform mat4 camera_matrix;
out vec3 p, n, r, m; out vec4 g;
void main() { p = position; n = normal; r = rest; g = garment; m = mark; gl_Position = camera_matrix * vec4(position, 1.); }
