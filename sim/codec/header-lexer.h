/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * header-lexer: takes the words of a structured header field (RFC 5322 3.2): white space, comments,
 * quoted strings, runs of other characters. It never fails: what is not closed ends with the field.
 */
#pragma once

#include <glib.h>

typedef struct
{
  const char *at;
  const char *end;
  GString *comment; /* the text of the last comment that was passed; "" where there was none */
} HeaderLexer;

void header_lexer_init (HeaderLexer *lexer, const char *text);
void header_lexer_clear (HeaderLexer *lexer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (HeaderLexer, header_lexer_clear)

/* Passes white space and comments; TRUE where there was any. */
gboolean header_lexer_skip_space (HeaderLexer *lexer);
/* The character at hand; '\0' at the end. */
char header_lexer_peek (const HeaderLexer *lexer);
gboolean header_lexer_take_char (HeaderLexer *lexer, char c);
/* Appends a quoted string without its quotes. */
gboolean header_lexer_take_quoted (HeaderLexer *lexer, GString *out);
/* Appends the characters up to white space or one of SPECIALS; FALSE where there are none. */
gboolean header_lexer_take_run (HeaderLexer *lexer, const char *specials, GString *out);
