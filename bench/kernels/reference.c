/*
 * The step of one network in plain loops, as a reader would write it: D -> H tanh -> K softmax (K = 1: logistic), SGD. What
 * the compiler makes of it (-O3 -march=native -ffast-math) is what the product's kernels are measured against.
 *
 *   reference D H K B dx      dx: 1 where the gradient goes on into x
 *
 * Reads lines "steps" from its input; makes so many steps for each and answers with microseconds an example.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int D, H, K, B;
static float *W, *b, *U, *X, *Z, *A, *delta, *dx, *G, *gb, *GU;
static const float eta = 0.01f;
static float lost;

static float *floats(size_t count) { return calloc(count, sizeof(float)); }
static float drawn(float size) { return size * (rand() / (float)RAND_MAX - 0.5f); }

static void forward(const float *x, float *z, float *h, float *s) {
  for (int i = 0; i < H; i++) {
    float t = b[i];
    for (int j = 0; j < D; j++) t += W[i * D + j] * x[j];
    z[i] = t;
  }
  for (int i = 0; i < H; i++) h[i] = tanhf(z[i]);
  for (int k = 0; k < K; k++) {
    float t = 0;
    for (int i = 0; i < H; i++) t += U[k * H + i] * h[i];
    s[k] = t;
  }
}

/* s becomes dJ/ds. */
static void head(float *s, int y) {
  if (K == 1) {
    float p = 1 / (1 + expf(-s[0]));
    lost -= logf((y & 1) ? p : 1 - p);
    s[0] = p - (y & 1);
    return;
  }
  float most = s[0], sum = 0;
  for (int k = 1; k < K; k++) if (s[k] > most) most = s[k];
  for (int k = 0; k < K; k++) sum += s[k] = expf(s[k] - most);
  for (int k = 0; k < K; k++) s[k] /= sum;
  y %= K;
  lost -= logf(s[y]);
  s[y] -= 1;
}

static void backward(const float *h, const float *ds, float *d, float *out) {
  for (int i = 0; i < H; i++) d[i] = 0;
  for (int k = 0; k < K; k++)
    for (int i = 0; i < H; i++) d[i] += U[k * H + i] * ds[k];
  for (int i = 0; i < H; i++) d[i] *= 1 - h[i] * h[i];
  if (!out) return;
  for (int j = 0; j < D; j++) out[j] = 0;
  for (int i = 0; i < H; i++)
    for (int j = 0; j < D; j++) out[j] += W[i * D + j] * d[i];
}

static void one(int y, int goesOn) {
  float s[64];
  forward(X, Z, A, s);
  head(s, y);
  backward(A, s, delta, goesOn ? dx : 0);
  for (int k = 0; k < K; k++)
    for (int i = 0; i < H; i++) U[k * H + i] -= eta * s[k] * A[i];
  for (int i = 0; i < H; i++) {
    float e = eta * delta[i];
    for (int j = 0; j < D; j++) W[i * D + j] -= e * X[j];
    b[i] -= e;
  }
}

static void batch(int y, int goesOn) {
  float s[64];
  memset(G, 0, sizeof(float) * D * H);
  memset(gb, 0, sizeof(float) * H);
  memset(GU, 0, sizeof(float) * H * K);
  for (int e = 0; e < B; e++) {
    float *x = X + e * D, *h = A + e * H, *d = delta + e * H;
    forward(x, Z + e * H, h, s);
    head(s, y + e);
    backward(h, s, d, goesOn ? dx + e * D : 0);
    for (int k = 0; k < K; k++)
      for (int i = 0; i < H; i++) GU[k * H + i] += s[k] * h[i];
    for (int i = 0; i < H; i++) {
      for (int j = 0; j < D; j++) G[i * D + j] += d[i] * x[j];
      gb[i] += d[i];
    }
  }
  for (int i = 0; i < D * H; i++) W[i] -= eta / B * G[i];
  for (int i = 0; i < H; i++) b[i] -= eta / B * gb[i];
  for (int i = 0; i < H * K; i++) U[i] -= eta / B * GU[i];
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e6 + t.tv_nsec / 1e3;
}

int main(int count, char **given) {
  if (count != 6) return 1;
  D = atoi(given[1]), H = atoi(given[2]), K = atoi(given[3]), B = atoi(given[4]);
  int goesOn = atoi(given[5]);
  W = floats(D * H), b = floats(H), U = floats(H * K), X = floats(D * B), Z = floats(H * B), A = floats(H * B);
  delta = floats(H * B), dx = floats(D * B), G = floats(D * H), gb = floats(H), GU = floats(H * K);
  for (int i = 0; i < D * H; i++) W[i] = drawn(0.2f);
  for (int i = 0; i < H * K; i++) U[i] = drawn(0.2f);
  for (int i = 0; i < D * B; i++) X[i] = drawn(1);
  for (int steps, y = 0; scanf("%d", &steps) == 1;) {
    double start = now();
    for (int n = 0; n < steps; n++, y++) B == 1 ? one(y, goesOn) : batch(y, goesOn);
    printf("%.4f\n", (now() - start) / steps / B);
    fflush(stdout);
  }
  return lost == 12345; /* so that J is computed */
}
