/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/message-source.h"

#include "sim/codec/mail-file.h"

static GBytes *
read_file (const ScenarioMessage *message, const char *path, GError **error)
{
  char *bytes;
  gsize length;

  if (g_file_get_contents (path, &bytes, &length, error))
    return g_bytes_new_take (bytes, length);
  g_prefix_error (error, "%s:%u:%u: the message's file: ", message->place.file, message->place.line, message->place.column);
  return NULL;
}

GBytes *
message_source_read (const ScenarioMessage *message, GError **error)
{
  g_autoptr (GBytes) content = read_file (message, message->file, error);
  const char *bytes;
  gsize length;
  GString *lines;

  if (content == NULL)
    return NULL;
  bytes = g_bytes_get_data (content, &length);
  lines = g_string_sized_new (length + length / 32);
  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] == '\n' && (i == 0 || bytes[i - 1] != '\r'))
        g_string_append_c (lines, '\r');
      g_string_append_c (lines, bytes[i]);
    }
  return g_string_free_to_bytes (lines);
}

GPtrArray *
message_source_read_attached (const ScenarioMessage *message, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) mail_file_free);

  for (guint i = 0; i < message->attach->len; i++)
    {
      const char *path = g_ptr_array_index (message->attach, i);
      g_autofree char *name = g_path_get_basename (path);
      g_autoptr (GBytes) content = read_file (message, path, error);

      if (content == NULL)
        return NULL;
      g_ptr_array_add (files, mail_file_new (name, content));
    }
  return g_steal_pointer (&files);
}
