/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/engine/random-stream.h"

static guint64
split_mix (guint64 *state)
{
  guint64 z = (*state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* FNV-1a, 64 bits. */
static guint64
hash_name (const char *name)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; *name != '\0'; name++)
    hash = (hash ^ (guint8) *name) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

void
random_stream_init (RandomStream *stream, guint64 seed, const char *actor)
{
  guint64 state = split_mix (&seed) ^ hash_name (actor);

  for (int i = 0; i < 4; i++)
    stream->s[i] = split_mix (&state);
}

static inline guint64
rotate_left (guint64 x, int k)
{
  return (x << k) | (x >> (64 - k));
}

guint64
random_stream_next (RandomStream *stream)
{
  guint64 *s = stream->s;
  guint64 result = rotate_left (s[1] * 5, 7) * 9;
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate_left (s[3], 45);
  return result;
}

guint64
random_stream_below (RandomStream *stream, guint64 bound)
{
  guint64 limit = G_MAXUINT64 - G_MAXUINT64 % bound;
  guint64 x;

  g_assert (bound > 0);
  do
    x = random_stream_next (stream);
  while (x >= limit);
  return x % bound;
}

gboolean
random_stream_chance (RandomStream *stream, guint32 ppm)
{
  return ppm > 0 && random_stream_below (stream, 1000000) < ppm;
}
