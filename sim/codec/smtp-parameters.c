/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/smtp-parameters.h"

#include <stdlib.h>
#include <string.h>

enum
{
  LONGEST_ENVELOPE_ID = 100, /* RFC 3461 4.4 */
  LONGEST_ORIGINAL = 500,    /* RFC 3461 4.2 */
};

typedef struct
{
  const char *name;
  gboolean needs_value;
  gboolean once; /* a second one is an error (RFC 3461 4); else the last one counts, as with all servers */
  gboolean (*take) (const char *value, SmtpPath *path); /* FALSE: not a value it can have */
} Parameter;

/* 1 to 20 digits (RFC 1870 3). */
static gboolean
take_size (const char *value, SmtpPath *path)
{
  gsize digits = strspn (value, "0123456789");

  if (digits == 0 || digits > 20 || value[digits] != '\0')
    return FALSE;
  if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &path->size, NULL))
    path->size = G_MAXUINT64;
  return TRUE;
}

static gboolean
take_body (const char *value, SmtpPath *path)
{
  path->body = g_ascii_strcasecmp (value, "7BIT") == 0 ? SMTP_BODY_7BIT : SMTP_BODY_8BITMIME;
  return path->body == SMTP_BODY_7BIT || g_ascii_strcasecmp (value, "8BITMIME") == 0;
}

static gboolean
take_utf8 (const char *value, SmtpPath *path)
{
  path->utf8 = TRUE;
  return TRUE;
}

static gboolean
take_return (const char *value, SmtpPath *path)
{
  path->give_back = g_ascii_strcasecmp (value, "FULL") == 0 ? SMTP_RETURN_FULL : SMTP_RETURN_HEADERS;
  return path->give_back == SMTP_RETURN_FULL || g_ascii_strcasecmp (value, "HDRS") == 0;
}

static gboolean
is_xtext (const char *value)
{
  g_autofree char *decoded = smtp_xtext_decode (value);

  return decoded != NULL;
}

static gboolean
take_envelope_id (const char *value, SmtpPath *path)
{
  path->envelope_id = g_strdup (value);
  return strlen (value) <= LONGEST_ENVELOPE_ID && is_xtext (value);
}

/* AUTH= names who submitted the mail first (RFC 4954 5). Nobody here acts on it. */
static gboolean
take_auth (const char *value, SmtpPath *path)
{
  return is_xtext (value);
}

static gboolean
take_occasion (const char *name, guint *notify)
{
  static const char *const names[] = { "NEVER", "SUCCESS", "FAILURE", "DELAY" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0 && !(*notify & 1u << i))
      {
        *notify |= 1u << i;
        return TRUE;
      }
  return FALSE;
}

/* NEVER stands alone (RFC 3461 4.1). */
static gboolean
take_notify (const char *value, SmtpPath *path)
{
  g_auto (GStrv) names = g_strsplit (value, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (!take_occasion (names[i], &path->notify))
      return FALSE;
  return !(path->notify & SMTP_NOTIFY_NEVER) || path->notify == SMTP_NOTIFY_NEVER;
}

/* "addr-type;xtext" (RFC 3461 4.2), or "utf-8;" and an address as RFC 6533 3 has it. */
static gboolean
take_original (const char *value, SmtpPath *path)
{
  g_autofree char *address = smtp_original_decode (value);

  path->original = g_strdup (value);
  return address != NULL && strlen (value) <= LONGEST_ORIGINAL;
}

static const Parameter mail_parameters[] = {
  { "SIZE", TRUE, FALSE, take_size },
  { "BODY", TRUE, FALSE, take_body },
  { "SMTPUTF8", FALSE, FALSE, take_utf8 },
  { "RET", TRUE, TRUE, take_return },
  { "ENVID", TRUE, TRUE, take_envelope_id },
  { "AUTH", TRUE, FALSE, take_auth },
};

static const Parameter rcpt_parameters[] = {
  { "NOTIFY", TRUE, TRUE, take_notify },
  { "ORCPT", TRUE, TRUE, take_original },
};

static SmtpPathFault
parse_one (const Parameter *known, guint n_known, guint *seen, const char *word, SmtpPath *path)
{
  const char *equals = strchr (word, '=');
  gsize length = equals != NULL ? (gsize) (equals - word) : strlen (word);

  for (guint i = 0; i < n_known; i++)
    {
      const char *name = known[i].name;

      if (g_ascii_strncasecmp (word, name, length) != 0 || name[length] != '\0')
        continue;
      if ((known[i].once && *seen & 1u << i) || known[i].needs_value != (equals != NULL) || (equals != NULL && equals[1] == '\0'))
        return SMTP_PATH_BAD_PARAMETER;
      *seen |= 1u << i;
      return known[i].take (equals != NULL ? equals + 1 : "", path) ? SMTP_PATH_OK : SMTP_PATH_BAD_PARAMETER;
    }
  return SMTP_PATH_UNKNOWN_PARAMETER;
}

static SmtpPathFault
parse_all (const Parameter *known, guint n_known, const char *at, const char *end, SmtpPath *path)
{
  g_autofree char *text = g_strndup (at, (gsize) (end - at));
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  SmtpPathFault fault = SMTP_PATH_OK;
  guint seen = 0;

  for (guint i = 0; words[i] != NULL && fault == SMTP_PATH_OK; i++)
    if (words[i][0] != '\0')
      fault = parse_one (known, n_known, &seen, words[i], path);
  return fault;
}

SmtpPathFault
smtp_parameters_parse_mail (const char *at, const char *end, SmtpPath *path)
{
  return at < end ? parse_all (mail_parameters, G_N_ELEMENTS (mail_parameters), at, end, path) : SMTP_PATH_OK;
}

SmtpPathFault
smtp_parameters_parse_rcpt (const char *at, const char *end, SmtpPath *path)
{
  return at < end ? parse_all (rcpt_parameters, G_N_ELEMENTS (rcpt_parameters), at, end, path) : SMTP_PATH_OK;
}

void
smtp_parameters_write_notify (guint notify, GString *out)
{
  static const char *const names[] = { "NEVER", "SUCCESS", "FAILURE", "DELAY" };
  const char *before = " NOTIFY=";

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (notify & 1u << i)
      {
        g_string_append (out, before);
        g_string_append (out, names[i]);
        before = ",";
      }
}

static gboolean
is_hex (char c)
{
  return g_ascii_isdigit (c) || (c >= 'A' && c <= 'F');
}

char *
smtp_xtext_decode (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (*text == '+' && is_hex (text[1]) && is_hex (text[2]))
      {
        g_string_append_c (plain, (char) (g_ascii_xdigit_value (text[1]) << 4 | g_ascii_xdigit_value (text[2])));
        text += 2;
      }
    else if (*text == '+' || *text == '=' || *text < '!' || *text > '~')
      return NULL;
    else
      g_string_append_c (plain, *text);
  return g_strdup (plain->str);
}

/* Appends the character of "\x{FC}" at TEXT. Its length, or 0 where it is none (RFC 6533 3, EmbeddedUnicodeChar). */
static gsize
take_embedded (const char *text, GString *plain)
{
  gsize digits = g_str_has_prefix (text, "\\x{") ? strspn (text + 3, "0123456789ABCDEF") : 0;
  gunichar c = digits >= 2 && digits <= 6 ? (gunichar) strtoul (text + 3, NULL, 16) : 0;

  if (c == 0 || text[3 + digits] != '}' || !g_unichar_validate (c))
    return 0;
  g_string_append_unichar (plain, c);
  return digits + 4;
}

/* "j\x{FC}rgen@…" or "jürgen@…" → the address; NULL where TEXT is neither. */
static char *
decode_utf8_address (const char *text)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  while (*text != '\0')
    {
      gsize embedded = take_embedded (text, plain);

      if (embedded == 0 && (*text == '\\' || *text == '+' || *text == '=' || g_ascii_iscntrl (*text) || *text == ' '))
        return NULL;
      if (embedded == 0)
        g_string_append_c (plain, *text);
      text += embedded > 0 ? embedded : 1;
    }
  return g_utf8_validate (plain->str, -1, NULL) ? g_strdup (plain->str) : NULL;
}

char *
smtp_original_decode (const char *original)
{
  const char *semicolon = strchr (original, ';');

  if (semicolon == NULL || semicolon == original || semicolon[1] == '\0')
    return NULL;
  return g_ascii_strncasecmp (original, "utf-8;", 6) == 0 ? decode_utf8_address (semicolon + 1) : smtp_xtext_decode (semicolon + 1);
}

char *
smtp_utf8_address_encode (const char *address)
{
  GString *coded = g_string_new (NULL);

  for (; *address != '\0'; address = g_utf8_next_char (address))
    if (*address > ' ' && *address <= '~' && *address != '\\' && *address != '+' && *address != '=')
      g_string_append_c (coded, *address);
    else
      g_string_append_printf (coded, "\\x{%02X}", g_utf8_get_char (address));
  return g_string_free (coded, FALSE);
}

char *
smtp_xtext_encode (const char *text)
{
  GString *coded = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (*text == '+' || *text == '=' || *text < '!' || *text > '~')
      g_string_append_printf (coded, "+%02X", (guint) (guchar) *text);
    else
      g_string_append_c (coded, *text);
  return g_string_free (coded, FALSE);
}
