/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mail-address.h"

#include <string.h>

enum
{
  LONGEST_LOCAL = 64,   /* RFC 5321 4.5.3.1.1 */
  LONGEST_DOMAIN = 255, /* RFC 5321 4.5.3.1.2 */
  LONGEST_NAME = 253,   /* what fits 255 bytes on the wire (RFC 1035 3.1) */
  LONGEST_LABEL = 63,
};

G_DEFINE_QUARK (mailflow-mail-address-error, mail_address_error)

/* RFC 5322 3.2.3, and all beyond ASCII (RFC 6531 3.3) */
static gboolean
is_atext (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80 || (c != '\0' && strchr ("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

/* Dot-string = Atom *("." Atom). The end, or NULL. */
static const char *
skip_dot_string (const char *at)
{
  for (;; at++)
    {
      if (!is_atext (*at))
        return NULL;
      while (is_atext (*at))
        at++;
      if (*at != '.')
        return at;
    }
}

/* Quoted-string = DQUOTE *(qtextSMTP / quoted-pairSMTP) DQUOTE. The end, or NULL. */
static const char *
skip_quoted_string (const char *at)
{
  for (at++; *at != '"'; at++)
    {
      if (*at == '\\')
        at++;
      if ((guchar) *at < ' ' || *at == 0x7f)
        return NULL;
    }
  return at + 1;
}

static const char *
skip_local (const char *text)
{
  return *text == '"' ? skip_quoted_string (text) : skip_dot_string (text);
}

/* Let-dig [Ldh-str], at most 63 bytes (RFC 1035 2.3.1). The end, or NULL. */
static const char *
skip_label (const char *at)
{
  const char *start = at;

  while (g_ascii_isalnum (*at) || (*at == '-' && at > start))
    at++;
  return at > start && at[-1] != '-' && at - start <= LONGEST_LABEL ? at : NULL;
}

gboolean
mail_address_is_domain (const char *text)
{
  const char *at = text;

  while ((at = skip_label (at)) != NULL && *at == '.')
    at++;
  return at != NULL && *at == '\0' && at - text <= LONGEST_NAME;
}

/* Snum 3("." Snum), up to END. */
static gboolean
is_ipv4 (const char *at, const char *end)
{
  for (int part = 0; part < 4; part++)
    {
      int digits = 0, value = 0;

      for (; at < end && g_ascii_isdigit (*at) && digits < 4; at++, digits++)
        value = value * 10 + (*at - '0');
      if (digits == 0 || digits > 3 || value > 255)
        return FALSE;
      if (part < 3 && (at == end || *at++ != '.'))
        return FALSE;
    }
  return at == end;
}

/* Groups of an IPv6 address, up to END; "::" stands for two or more (RFC 5321 4.1.3). */
static gboolean
is_ipv6 (const char *at, const char *end)
{
  int groups = 0;
  gboolean gap = FALSE;

  while (at < end)
    {
      const char *group = at;

      if (end - at >= 2 && at[0] == ':' && at[1] == ':' && !gap)
        {
          gap = TRUE;
          at += 2;
          continue;
        }
      if (groups > 0 && !(gap && at[-1] == ':') && *at++ != ':')
        return FALSE;
      group = at;
      while (at < end && g_ascii_isxdigit (*at))
        at++;
      if (at < end && *at == '.')
        return is_ipv4 (group, end) && (gap ? groups <= 4 : groups == 6);
      if (at == group || at - group > 4)
        return FALSE;
      groups++;
    }
  return gap ? groups <= 6 : groups == 8;
}

/* Address-literal = "[" (IPv4 / "IPv6:" IPv6) "]" (RFC 5321 4.1.3) */
static gboolean
is_literal (const char *text, gsize length)
{
  const char *end = text + length - 1;

  if (length < 2 || *end != ']')
    return FALSE;
  if (g_ascii_strncasecmp (text, "[IPv6:", 6) == 0)
    return is_ipv6 (text + 6, end);
  return is_ipv4 (text + 1, end);
}

/* A domain that may have labels beyond ASCII, which DNS knows in another spelling (RFC 5890 2.3.2.1). */
static gboolean
is_domain_in_any_script (const char *text)
{
  g_autofree char *ascii = g_str_is_ascii (text) ? NULL : g_hostname_to_ascii (text);

  return mail_address_is_domain (ascii != NULL ? ascii : text);
}

/* Why TEXT is no mailbox, or NULL. */
static const char *
find_fault (const char *text)
{
  const char *at = skip_local (text);

  if (!g_utf8_validate (text, -1, NULL))
    return "bytes that are not UTF-8";
  if (at == NULL)
    return "a malformed local part";
  if (*at != '@')
    return *at == '\0' ? "no “@”" : "a malformed local part";
  if (at == text || at - text > LONGEST_LOCAL)
    return "a local part of more than 64 bytes";
  if (strlen (++at) > LONGEST_DOMAIN)
    return "a domain of more than 255 bytes";
  if (*at == '[')
    return is_literal (at, strlen (at)) ? NULL : "a malformed address literal";
  return is_domain_in_any_script (at) ? NULL : "a malformed domain";
}

/* The error is one line of valid UTF-8, whatever TEXT holds. */
static void
set_error (GError **error, const char *fault, const char *text)
{
  g_autofree char *shown = g_utf8_make_valid (text, (gssize) MIN (strlen (text), 80));

  for (char *p = shown; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = ' ';
  g_set_error (error, MAIL_ADDRESS_ERROR, 0, "not a mail address, it has %s: “%s”", fault, shown);
}

gboolean
mail_address_parse (const char *text, GError **error)
{
  const char *fault = find_fault (text);

  if (fault != NULL && error != NULL)
    set_error (error, fault, text);
  return fault == NULL;
}

/* The "@" that parts local part and domain, or NULL. A quoted local part may hold others. */
static const char *
find_at (const char *address)
{
  return strrchr (address, '@');
}

char *
mail_address_dup_domain (const char *address)
{
  const char *at = find_at (address);

  if (at == NULL || at[1] == '\0')
    return NULL;
  if (!g_str_is_ascii (at + 1))
    return g_hostname_to_ascii (at + 1); /* as DNS knows it (RFC 5891 5) */
  return g_ascii_strdown (at + 1, -1);
}

char *
mail_address_dup_local (const char *address)
{
  const char *at = find_at (address);
  gsize length = at != NULL ? (gsize) (at - address) : strlen (address);
  char *local = g_strndup (address, length), *to = local;

  if (length < 2 || local[0] != '"' || local[length - 1] != '"')
    return local;
  for (const char *from = local + 1; from < local + length - 1; from++)
    {
      if (*from == '\\' && from + 1 < local + length - 1)
        from++;
      *to++ = *from;
    }
  *to = '\0';
  return local;
}

gboolean
mail_address_equal (const char *a, const char *b)
{
  const char *a_at = find_at (a), *b_at = find_at (b);
  gsize length = a_at != NULL ? (gsize) (a_at - a) : 0;

  if (a_at == NULL || b_at == NULL)
    return strcmp (a, b) == 0;
  return length == (gsize) (b_at - b) && memcmp (a, b, length) == 0
         && g_ascii_strcasecmp (a_at, b_at) == 0;
}
