/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-utf7.h"

#include <string.h>

static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,";

static gboolean
stands_for_itself (gunichar c)
{
  return c >= 0x20 && c <= 0x7e;
}

/* Bits of UTF-16 on their way into digits. */
typedef struct
{
  guint32 bits;
  guint count;
} Bits;

static void
put_bits (Bits *bits, GString *out, guint32 value, guint count)
{
  bits->bits = bits->bits << count | value;
  for (bits->count += count; bits->count >= 6; bits->count -= 6)
    g_string_append_c (out, digits[bits->bits >> (bits->count - 6) & 0x3f]);
  bits->bits &= (1u << bits->count) - 1;
}

static void
put_character (Bits *bits, GString *out, gunichar c)
{
  if (c < 0x10000)
    {
      put_bits (bits, out, c, 16);
      return;
    }
  put_bits (bits, out, 0xd800 + ((c - 0x10000) >> 10), 16);
  put_bits (bits, out, 0xdc00 + ((c - 0x10000) & 0x3ff), 16);
}

/* Writes the characters from *AT on that need it; moves on to the first that does not. */
static void
put_shifted (const char **at, GString *out)
{
  Bits bits = { 0 };

  g_string_append_c (out, '&');
  for (; **at != '\0' && !stands_for_itself (g_utf8_get_char (*at)); *at = g_utf8_next_char (*at))
    put_character (&bits, out, g_utf8_get_char (*at));
  if (bits.count > 0)
    put_bits (&bits, out, 0, 6 - bits.count);
  g_string_append_c (out, '-');
}

char *
imap_utf7_encode (const char *name)
{
  GString *out = g_string_new (NULL);
  const char *at = name;

  while (*at != '\0')
    if (!stands_for_itself (g_utf8_get_char (at)))
      put_shifted (&at, out);
    else
      {
        g_string_append (out, *at == '&' ? "&-" : ((char[2]){ *at, '\0' }));
        at++;
      }
  return g_string_free (out, FALSE);
}

/* Appends the UTF-16 units that LENGTH digits hold. FALSE where one is no digit. */
static gboolean
take_units (const char *at, gsize length, GArray *units)
{
  guint32 bits = 0;
  guint count = 0;

  for (gsize i = 0; i < length; i++)
    {
      const char *digit = memchr (digits, at[i], sizeof digits - 1);

      if (digit == NULL)
        return FALSE;
      bits = (bits << 6 | (guint32) (digit - digits)) & 0xffffff;
      count += 6;
      if (count >= 16)
        {
          guint16 unit = (guint16) (bits >> (count - 16));

          g_array_append_val (units, unit);
          count -= 16;
        }
    }
  return TRUE;
}

static gboolean
decode_shifted (const char *at, gsize length, GString *out)
{
  g_autoptr (GArray) units = g_array_new (FALSE, FALSE, sizeof (guint16));
  g_autofree char *text = NULL;

  if (!take_units (at, length, units) || units->len == 0)
    return FALSE;
  text = g_utf16_to_utf8 ((const gunichar2 *) (gpointer) units->data, (glong) units->len, NULL, NULL, NULL);
  if (text == NULL)
    return FALSE;
  g_string_append (out, text);
  return TRUE;
}

/* The text after the "&" at AT, up to and with its "-"; NULL where it is malformed. */
static const char *
decode_one (const char *at, GString *out)
{
  const char *end = strchr (at, '-');

  if (end == NULL)
    return NULL;
  if (end == at + 1)
    g_string_append_c (out, '&');
  else if (!decode_shifted (at + 1, (gsize) (end - at - 1), out))
    return NULL;
  return end + 1;
}

char *
imap_utf7_decode (const char *name)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *again = NULL;

  for (const char *at = name; *at != '\0';)
    if (*at == '&')
      {
        at = decode_one (at, out);
        if (at == NULL)
          return NULL;
      }
    else
      g_string_append_c (out, *at++);
  if (!g_utf8_validate (out->str, (gssize) out->len, NULL) || strlen (out->str) != out->len)
    return NULL;
  again = imap_utf7_encode (out->str);
  return strcmp (again, name) == 0 ? g_strdup (out->str) : NULL;
}
