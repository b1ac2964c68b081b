/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Runs a fuzzer's entry without a fuzzing engine: on the seeds given as arguments, cut and mutated by
 * dice of our own, FUZZ_ROUNDS times (default 3000). With clang, -fsanitize=fuzzer takes its place.
 */
#include "sim/engine/random-stream.h"

#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

static void
mutate (GByteArray *input, RandomStream *dice)
{
  guint place = input->len == 0 ? 0 : (guint) random_stream_below (dice, input->len);
  guint8 byte = (guint8) random_stream_next (dice);

  switch (random_stream_below (dice, 5))
    {
    case 0:
      g_byte_array_set_size (input, place);
      break;
    case 1:
      g_byte_array_append (input, &byte, 1);
      break;
    case 2:
      if (input->len > 0)
        input->data[place] = byte;
      break;
    case 3:
      if (input->len > 0)
        input->data[place] ^= (guint8) (1 << (byte & 7));
      break;
    default: /* a piece of it once more */
      if (input->len > 0 && input->len < 60000)
        {
          g_autofree guint8 *piece = g_memdup2 (input->data + place, input->len - place);

          g_byte_array_append (input, piece, input->len - place);
        }
      break;
    }
}

static void
run (const char *seed, gsize length, guint rounds, RandomStream *dice)
{
  LLVMFuzzerTestOneInput ((const guint8 *) seed, length);
  for (guint i = 0; i < rounds; i++)
    {
      g_autoptr (GByteArray) input = g_byte_array_new ();

      g_byte_array_append (input, (const guint8 *) seed, (guint) length);
      for (guint64 n = random_stream_below (dice, 8); n > 0; n--)
        mutate (input, dice);
      LLVMFuzzerTestOneInput (input->data, input->len);
    }
}

int
main (int argc, char **argv)
{
  const char *wanted = g_getenv ("FUZZ_ROUNDS");
  guint rounds = wanted != NULL ? (guint) g_ascii_strtoull (wanted, NULL, 10) : 3000;
  RandomStream dice;

  random_stream_init (&dice, 1, "fuzz");
  printf ("1..%d\n", MAX (argc - 1, 1));
  for (int i = 1; i < argc; i++)
    {
      g_autofree char *seed = g_strcompress (argv[i]);
      gsize length = strlen (seed);

      for (gsize j = 0; j < length; j++) /* an argument can't hold a NUL: \377 stands for it */
        seed[j] = seed[j] == '\377' ? '\0' : seed[j];
      run (seed, length, rounds / (guint) (argc - 1), &dice);
      printf ("ok %d seed %d\n", i, i);
    }
  return 0;
}
