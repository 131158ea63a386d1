#version 330
in vec3 position; in vec3 normal; in float material;
uniform mat4 camera_matrix;
out vec3 p, n; flat out float kind;
void main() { p = position; n = normal; kind = material; gl_Position = camera_matrix * vec4(position, 1.); }
