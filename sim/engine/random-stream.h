/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * random-stream: one stream of dice per actor, so that a change in one place leaves the dice of
 * all others as they were. xoshiro256** (Blackman and Vigna, 2018), seeded by SplitMix64 from the
 * run's seed and the actor's name; the same on every machine.
 */
#pragma once

#include <glib.h>

typedef struct
{
  guint64 s[4];
} RandomStream;

void random_stream_init (RandomStream *stream, guint64 seed, const char *actor);
guint64 random_stream_next (RandomStream *stream);

/* Uniform in 0 … BOUND - 1, without bias. BOUND > 0. */
guint64 random_stream_below (RandomStream *stream, guint64 bound);

/* TRUE with probability PPM / 1,000,000. */
gboolean random_stream_chance (RandomStream *stream, guint32 ppm);
