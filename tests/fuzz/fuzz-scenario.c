/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-reader.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Scenario) scenario = scenario_read_bytes ("fuzz.yaml", (const char *) bytes, length, &error);

  g_assert ((scenario == NULL) == (error != NULL));
  return 0;
}
