/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/message-source.h"

GBytes *
message_source_read (const ScenarioMessage *message, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize length;
  GString *lines;

  if (!g_file_get_contents (message->file, &bytes, &length, error))
    {
      g_prefix_error (error, "%s:%u:%u: the message's file: ", message->place.file, message->place.line, message->place.column);
      return NULL;
    }
  lines = g_string_sized_new (length + length / 32);
  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r'))
        g_string_append_c (lines, '\r');
      g_string_append_c (lines, bytes[i]);
    }
  return g_string_free_to_bytes (lines);
}
