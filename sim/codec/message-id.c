/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/message-id.h"

#include <string.h>

/* Appends what is between quotes; AT is behind the first. */
static const char *
take_quoted (const char *at, GString *id)
{
  for (; *at != '\0' && *at != '"'; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        at++;
      g_string_append_c (id, *at);
    }
  return *at != '\0' ? at + 1 : at;
}

/* Up to ">" or another "<", or the end. */
static const char *
take_inside (const char *at, GString *id)
{
  while (*at != '\0' && *at != '>' && *at != '<')
    if (*at == '"')
      at = take_quoted (at + 1, id);
    else if (g_ascii_isspace (*at))
      at++;
    else
      g_string_append_c (id, *at++);
  return at;
}

static gboolean
is_valid (const char *id)
{
  const char *at = strrchr (id, '@');

  return at != NULL && at > id && at[1] != '\0';
}

char *
message_id_take (const char **text)
{
  g_autoptr (GString) id = g_string_new (NULL);

  while ((*text = strchr (*text, '<')) != NULL)
    {
      g_string_truncate (id, 0);
      *text = take_inside (*text + 1, id);
      if (**text == '>' && is_valid (id->str))
        {
          ++*text;
          return g_string_free (g_steal_pointer (&id), FALSE);
        }
    }
  *text = "";
  return NULL;
}
