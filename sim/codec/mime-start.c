/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mime-start.h"

void
mime_start (void)
{
  static gsize started;

  if (g_once_init_enter (&started))
    {
      g_mime_init ();
      g_once_init_leave (&started, 1);
    }
}
