/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/engine/random-stream.h"

/* The numbers are part of every trace: they must never change, on any machine. */
static void
test_fixed (void)
{
  RandomStream stream;

  random_stream_init (&stream, 1, "mail.example.com");
  g_assert_cmphex (random_stream_next (&stream), ==, G_GUINT64_CONSTANT (0xccd8b4b79c9080a2));
  g_assert_cmphex (random_stream_next (&stream), ==, G_GUINT64_CONSTANT (0xbcb1ad32cb93a5a0));
}

static void
test_own_stream (void)
{
  RandomStream a, b, c;

  random_stream_init (&a, 1, "a");
  random_stream_init (&b, 1, "b");
  random_stream_init (&c, 2, "a");
  g_assert_cmpuint (random_stream_next (&a), !=, random_stream_next (&b));
  random_stream_init (&a, 1, "a");
  g_assert_cmpuint (random_stream_next (&a), !=, random_stream_next (&c));
}

static void
test_below (void)
{
  RandomStream stream;
  guint counts[7] = { 0 };

  random_stream_init (&stream, 3, "dice");
  for (guint i = 0; i < 70000; i++)
    counts[random_stream_below (&stream, 7)]++;
  for (guint i = 0; i < 7; i++)
    {
      g_assert_cmpuint (counts[i], >, 9500);
      g_assert_cmpuint (counts[i], <, 10500);
    }
  g_assert_cmpuint (random_stream_below (&stream, 1), ==, 0);
}

static void
test_chance (void)
{
  RandomStream stream;
  guint hits = 0;

  random_stream_init (&stream, 3, "loss");
  for (guint i = 0; i < 100000; i++)
    hits += random_stream_chance (&stream, 250000);
  g_assert_cmpuint (hits, >, 24000);
  g_assert_cmpuint (hits, <, 26000);
  g_assert_false (random_stream_chance (&stream, 0));
  g_assert_true (random_stream_chance (&stream, 1000000));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random-stream/fixed", test_fixed);
  g_test_add_func ("/random-stream/own-stream", test_own_stream);
  g_test_add_func ("/random-stream/below", test_below);
  g_test_add_func ("/random-stream/chance", test_chance);
  return g_test_run ();
}
