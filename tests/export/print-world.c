/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * print-world SEED: a scenario by dice on standard output, for tests of the program from outside.
 */
#include "tests/world/random-world.h"

int
main (int argc, char **argv)
{
  g_autofree char *yaml = NULL;

  if (argc != 2)
    return 2;
  yaml = random_world_make (g_ascii_strtoull (argv[1], NULL, 10));
  g_print ("%s", yaml);
  return 0;
}
