/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/sasl-plain.h"

#include <string.h>

static gboolean
is_base64 (const char *text, gsize length)
{
  gsize padding = 0;

  for (gsize i = 0; i < length; i++)
    if (text[i] == '=')
      padding++;
    else if (padding > 0 || (!g_ascii_isalnum (text[i]) && text[i] != '+' && text[i] != '/'))
      return FALSE;
  return length % 4 == 0 && padding <= 2;
}

char *
sasl_decode (const char *text, gsize length, gsize *decoded_length)
{
  gsize coded = length == 1 && *text == '=' ? 0 : length, count = 0;
  g_autofree char *base64 = g_strndup (text, coded);
  g_autofree guchar *bytes = NULL;
  char *decoded;

  if (!is_base64 (base64, coded))
    return NULL;
  if (coded > 0)
    bytes = g_base64_decode (base64, &count);
  decoded = g_malloc0 (count + 1);
  if (count > 0)
    memcpy (decoded, bytes, count);
  if (decoded_length != NULL)
    *decoded_length = count;
  return decoded;
}

/* The bytes from *AT to the next NUL or END. */
static char *
take_part (const char **at, const char *end)
{
  const char *nul = memchr (*at, '\0', (gsize) (end - *at));
  char *part = g_strndup (*at, (gsize) ((nul != NULL ? nul : end) - *at));

  *at = nul != NULL ? nul + 1 : NULL;
  return part;
}

gboolean
sasl_plain_parse (const char *text, gsize length, SaslPlain *plain)
{
  gsize count;
  g_autofree char *decoded = sasl_decode (text, length, &count);
  const char *at = decoded, *end;

  *plain = (SaslPlain){ NULL };
  if (decoded == NULL)
    return FALSE;
  end = decoded + count;
  plain->authorization = take_part (&at, end);
  if (at != NULL)
    plain->name = take_part (&at, end);
  if (at != NULL)
    plain->password = take_part (&at, end);
  return plain->password != NULL && at == NULL && plain->name[0] != '\0' && g_utf8_validate (plain->name, -1, NULL);
}

void
sasl_plain_clear (SaslPlain *plain)
{
  g_clear_pointer (&plain->authorization, g_free);
  g_clear_pointer (&plain->name, g_free);
  g_clear_pointer (&plain->password, g_free);
}

gboolean
sasl_plain_is_own (const SaslPlain *plain)
{
  return plain->authorization[0] == '\0' || g_ascii_strcasecmp (plain->authorization, plain->name) == 0;
}

char *
sasl_plain_write (const char *name, const char *password)
{
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append_len (words, "", 1);
  g_string_append (words, name);
  g_string_append_len (words, "", 1);
  g_string_append (words, password);
  return g_base64_encode ((const guchar *) words->str, words->len);
}
