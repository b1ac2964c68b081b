/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/address-list.h"

#include <string.h>

#include "sim/codec/header-lexer.h"

#define SPECIALS "()<>[]:;@\\,\"" /* RFC 5322 3.2.3 but for the dot, which obs-phrase may hold */
#define NO_MAILBOX "MISSING_MAILBOX"
#define NO_HOST "MISSING_DOMAIN"

enum
{
  MOST_ADDRESSES = 100000,
};

static void
clear_address (gpointer data)
{
  Address *address = data;

  g_free (address->name);
  g_free (address->route);
  g_free (address->mailbox);
  g_free (address->host);
}

/* Whether the space between two words counts: not around a dot, but in a phrase. */
static gboolean
keeps_space (const HeaderLexer *lexer, gboolean phrase, const GString *words)
{
  return phrase || (words->len > 0 && words->str[words->len - 1] != '.' && header_lexer_peek (lexer) != '.');
}

/* Appends the words at hand. FALSE where there are none. */
static gboolean
take_words (HeaderLexer *lexer, gboolean phrase, GString *words)
{
  gboolean any = FALSE;

  for (;;)
    {
      gsize before = words->len;
      gboolean space = header_lexer_skip_space (lexer);

      if (any && space && keeps_space (lexer, phrase, words))
        g_string_append_c (words, ' ');
      if (header_lexer_take_quoted (lexer, words) || header_lexer_take_run (lexer, SPECIALS, words))
        any = TRUE;
      else
        {
          g_string_truncate (words, before);
          return any;
        }
    }
}

/* "[192.0.2.1]" */
static void
take_domain_literal (HeaderLexer *lexer, GString *domain)
{
  while (lexer->at < lexer->end && *lexer->at != ']')
    g_string_append_c (domain, *lexer->at++);
  if (header_lexer_take_char (lexer, ']'))
    g_string_append_c (domain, ']');
}

static void
take_domain (HeaderLexer *lexer, GString *domain)
{
  header_lexer_skip_space (lexer);
  if (header_lexer_peek (lexer) == '[')
    take_domain_literal (lexer, domain);
  else
    take_words (lexer, FALSE, domain);
  header_lexer_skip_space (lexer);
}

static char *
dup_nonempty (const GString *text)
{
  return text->len > 0 ? g_strndup (text->str, text->len) : NULL;
}

/* "@a,@b:" before the address proper (RFC 5322 4.4, obs-route). */
static char *
dup_route (HeaderLexer *lexer)
{
  g_autoptr (GString) route = g_string_new (NULL);

  header_lexer_skip_space (lexer);
  while (header_lexer_take_char (lexer, '@'))
    {
      g_string_append (route, route->len > 0 ? ",@" : "@");
      take_domain (lexer, route);
      while (header_lexer_take_char (lexer, ','))
        header_lexer_skip_space (lexer);
    }
  if (route->len > 0)
    header_lexer_take_char (lexer, ':');
  return dup_nonempty (route);
}

/* What follows the "@", where there is one. */
static char *
dup_host (HeaderLexer *lexer)
{
  g_autoptr (GString) host = g_string_new (NULL);

  if (header_lexer_take_char (lexer, '@'))
    take_domain (lexer, host);
  return host->len > 0 ? dup_nonempty (host) : g_strdup (NO_HOST);
}

static void
add (GArray *addresses, char *name, char *route, char *mailbox, char *host)
{
  Address address = { name, route, mailbox, host };

  g_array_append_val (addresses, address);
}

/* After "<". What is between the address and ">" is passed over. */
static void
take_angle_address (HeaderLexer *lexer, const GString *name, GArray *addresses)
{
  g_autoptr (GString) mailbox = g_string_new (NULL);
  char *route = dup_route (lexer), *host;

  take_words (lexer, FALSE, mailbox);
  host = dup_host (lexer);
  while (lexer->at < lexer->end && !strchr (">,;", *lexer->at))
    lexer->at++;
  header_lexer_take_char (lexer, '>');
  header_lexer_skip_space (lexer);
  add (addresses, dup_nonempty (name), route, mailbox->len > 0 ? dup_nonempty (mailbox) : g_strdup (NO_MAILBOX), host);
}

/* Back to START, where "user@host (Name)" stands. */
static void
take_bare_address (HeaderLexer *lexer, const char *start, GArray *addresses)
{
  g_autoptr (GString) mailbox = g_string_new (NULL);
  char *host;

  lexer->at = start;
  g_string_truncate (lexer->comment, 0);
  take_words (lexer, FALSE, mailbox);
  host = dup_host (lexer);
  header_lexer_skip_space (lexer);
  add (addresses, dup_nonempty (lexer->comment), NULL,
       mailbox->len > 0 ? dup_nonempty (mailbox) : g_strdup (NO_MAILBOX), host);
}

/* Goes to the next comma; in a group to its end as well. */
static void
skip_rest (HeaderLexer *lexer, gboolean in_group)
{
  g_autoptr (GString) ignored = g_string_new (NULL);

  for (;;)
    {
      header_lexer_skip_space (lexer);
      if (lexer->at == lexer->end || *lexer->at == ',' || (in_group && *lexer->at == ';'))
        return;
      if (!header_lexer_take_quoted (lexer, ignored) && !header_lexer_take_run (lexer, SPECIALS, ignored))
        lexer->at++;
    }
}

/* One mailbox, or the beginning of a group: TRUE then. */
static gboolean
take_address (HeaderLexer *lexer, gboolean in_group, GArray *addresses)
{
  g_autoptr (GString) phrase = g_string_new (NULL);
  const char *start = lexer->at;

  take_words (lexer, TRUE, phrase);
  if (header_lexer_take_char (lexer, '<'))
    take_angle_address (lexer, phrase, addresses);
  else if (!in_group && phrase->len > 0 && header_lexer_take_char (lexer, ':'))
    {
      add (addresses, NULL, NULL, dup_nonempty (phrase), NULL);
      return TRUE;
    }
  else
    take_bare_address (lexer, start, addresses);
  skip_rest (lexer, in_group);
  return FALSE;
}

GArray *
address_list_parse (const char *text)
{
  GArray *addresses = g_array_new (FALSE, FALSE, sizeof (Address));
  g_auto (HeaderLexer) lexer;
  gboolean in_group = FALSE;

  g_array_set_clear_func (addresses, clear_address);
  header_lexer_init (&lexer, text);
  while (addresses->len < MOST_ADDRESSES)
    {
      header_lexer_skip_space (&lexer);
      if (header_lexer_take_char (&lexer, ','))
        continue;
      if (in_group && header_lexer_take_char (&lexer, ';'))
        {
          add (addresses, NULL, NULL, NULL, NULL);
          in_group = FALSE;
          continue;
        }
      if (lexer.at == lexer.end)
        break;
      if (take_address (&lexer, in_group, addresses))
        in_group = TRUE;
    }
  if (in_group)
    add (addresses, NULL, NULL, NULL, NULL);
  return addresses;
}

static void
write_one (const Address *address, GString *out)
{
  gboolean angled = address->name != NULL || address->route != NULL;

  if (address->name != NULL)
    g_string_append_printf (out, "%s ", address->name);
  g_string_append_printf (out, "%s%s%s%s", angled ? "<" : "", address->route != NULL ? address->route : "",
                          address->route != NULL ? ":" : "", address->mailbox);
  g_string_append_printf (out, "@%s%s", address->host, angled ? ">" : "");
}

void
address_list_write (const GArray *addresses, GString *out)
{
  const char *comma = "";

  for (guint i = 0; i < addresses->len; i++)
    {
      const Address *it = &g_array_index (addresses, Address, i);

      if (it->mailbox == NULL)
        {
          g_string_append_c (out, ';');
          comma = ", ";
          continue;
        }
      g_string_append (out, comma);
      if (it->host == NULL)
        g_string_append_printf (out, "%s: ", it->mailbox);
      else
        write_one (it, out);
      comma = it->host == NULL ? "" : ", ";
    }
}
