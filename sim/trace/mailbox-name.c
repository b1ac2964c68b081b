/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/mailbox-name.h"

#include <string.h>

gboolean
mailbox_name_is_of (const char *name, const char *owner)
{
  gsize length = strlen (owner);

  return strncmp (name, owner, length) == 0 && (name[length] == '\0' || name[length] == '/');
}
