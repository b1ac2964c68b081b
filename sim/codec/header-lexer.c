/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/header-lexer.h"

#include <string.h>

void
header_lexer_init (HeaderLexer *lexer, const char *text)
{
  lexer->at = text;
  lexer->end = text + strlen (text);
  lexer->comment = g_string_new (NULL);
}

void
header_lexer_clear (HeaderLexer *lexer)
{
  g_string_free (lexer->comment, TRUE);
}

char
header_lexer_peek (const HeaderLexer *lexer)
{
  return lexer->at < lexer->end ? *lexer->at : '\0';
}

gboolean
header_lexer_take_char (HeaderLexer *lexer, char c)
{
  if (lexer->at == lexer->end || *lexer->at != c)
    return FALSE;
  lexer->at++;
  return TRUE;
}

/* The character at hand, a backslash before it passed over. */
static char
take_escaped (HeaderLexer *lexer)
{
  if (*lexer->at == '\\' && lexer->at + 1 < lexer->end)
    lexer->at++;
  return *lexer->at++;
}

/* Comments nest (RFC 5322 3.2.2); the outermost parentheses are not its text. */
static void
skip_comment (HeaderLexer *lexer)
{
  guint depth = 1;

  g_string_truncate (lexer->comment, 0);
  for (lexer->at++; lexer->at < lexer->end;)
    {
      if (*lexer->at == '(')
        depth++;
      if (*lexer->at == ')' && --depth == 0)
        {
          lexer->at++;
          return;
        }
      g_string_append_c (lexer->comment, take_escaped (lexer));
    }
}

gboolean
header_lexer_skip_space (HeaderLexer *lexer)
{
  const char *before = lexer->at;

  while (lexer->at < lexer->end)
    if (*lexer->at == '(')
      skip_comment (lexer);
    else if (g_ascii_isspace (*lexer->at))
      lexer->at++;
    else
      break;
  return lexer->at > before;
}

gboolean
header_lexer_take_quoted (HeaderLexer *lexer, GString *out)
{
  if (!header_lexer_take_char (lexer, '"'))
    return FALSE;
  while (lexer->at < lexer->end && *lexer->at != '"')
    g_string_append_c (out, take_escaped (lexer));
  header_lexer_take_char (lexer, '"');
  return TRUE;
}

gboolean
header_lexer_take_run (HeaderLexer *lexer, const char *specials, GString *out)
{
  const char *from = lexer->at;

  while (lexer->at < lexer->end && !g_ascii_isspace (*lexer->at) && strchr (specials, *lexer->at) == NULL)
    lexer->at++;
  g_string_append_len (out, from, lexer->at - from);
  return lexer->at > from;
}
