/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/mime-value.h"

#include <string.h>

#include "sim/codec/header-lexer.h"

#define TOKEN_ENDS "()<>@,;:\\\"[]?=/" /* RFC 2045 5.1, tspecials */
#define VALUE_ENDS ";\"("              /* what is not quoted though it should be is taken whole */

enum
{
  MOST_PARAMETERS = 1000,
};

static void
clear_parameter (gpointer data)
{
  MimeParameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->value);
}

/* The word at hand, or NULL. */
static char *
dup_run (HeaderLexer *lexer, const char *ends)
{
  g_autoptr (GString) word = g_string_new (NULL);

  header_lexer_skip_space (lexer);
  if (!header_lexer_take_run (lexer, ends, word))
    return NULL;
  header_lexer_skip_space (lexer);
  return g_string_free (g_steal_pointer (&word), FALSE);
}

static char *
dup_value (HeaderLexer *lexer)
{
  g_autoptr (GString) value = g_string_new (NULL);

  header_lexer_skip_space (lexer);
  if (!header_lexer_take_quoted (lexer, value) && !header_lexer_take_run (lexer, VALUE_ENDS, value))
    return NULL;
  return g_string_free (g_steal_pointer (&value), FALSE);
}

/* Goes to the next semicolon outside of quotes and comments, and past it. */
static gboolean
skip_to_parameter (HeaderLexer *lexer)
{
  g_autoptr (GString) ignored = g_string_new (NULL);

  for (;;)
    {
      header_lexer_skip_space (lexer);
      if (header_lexer_take_char (lexer, ';'))
        return TRUE;
      if (!header_lexer_take_quoted (lexer, ignored) && !header_lexer_take_run (lexer, ";\"(", ignored))
        return FALSE;
    }
}

static void
take_parameter (HeaderLexer *lexer, GArray *parameters)
{
  g_autofree char *name = dup_run (lexer, TOKEN_ENDS), *value = NULL;
  MimeParameter parameter;

  if (name == NULL || !header_lexer_take_char (lexer, '=') || (value = dup_value (lexer)) == NULL)
    return;
  parameter = (MimeParameter){ g_steal_pointer (&name), g_steal_pointer (&value) };
  g_array_append_val (parameters, parameter);
}

/* "name*1*" is piece 1 of "name" and in RFC 2231's code. */
typedef struct
{
  gsize length; /* of the bare name */
  guint number;
  gboolean encoded;
} Piece;

/* FALSE where NAME is not that of a piece (RFC 2231 3). */
static gboolean
parse_piece (const char *name, Piece *piece)
{
  const char *star = strchr (name, '*');
  char *end;

  if (star == NULL || !g_ascii_isdigit (star[1]))
    return FALSE;
  piece->length = (gsize) (star - name);
  piece->number = (guint) MIN (g_ascii_strtoull (star + 1, &end, 10), MOST_PARAMETERS);
  piece->encoded = *end == '*';
  return (piece->encoded ? end[1] : *end) == '\0';
}

static void
append_encoded (GString *out, const char *value)
{
  for (; *value != '\0'; value++)
    if (g_ascii_isalnum (*value) || strchr ("!#$&+-.^_`{|}~", *value) != NULL)
      g_string_append_c (out, *value);
    else
      g_string_append_printf (out, "%%%02X", (guchar) *value);
}

/* The parameter that is piece NUMBER of NAME, from FROM on; NULL where there is none. */
static const MimeParameter *
find_piece (const GArray *parameters, guint from, const char *name, gsize length, guint number, Piece *piece)
{
  for (guint i = from; i < parameters->len; i++)
    {
      const MimeParameter *it = &g_array_index (parameters, MimeParameter, i);

      if (parse_piece (it->name, piece) && piece->number == number && piece->length == length
          && g_ascii_strncasecmp (it->name, name, length) == 0)
        return it;
    }
  return NULL;
}

static gboolean
has_encoded_piece (const GArray *parameters, guint from, const char *name, gsize length)
{
  const MimeParameter *it;
  Piece piece;

  for (guint number = 0; (it = find_piece (parameters, from, name, length, number, &piece)) != NULL; number++)
    if (piece.encoded)
      return TRUE;
  return FALSE;
}

/* All pieces of NAME as one parameter, "name*" where one of them is in RFC 2231's code. */
static MimeParameter
join (const GArray *parameters, guint from, const char *name, gsize length)
{
  gboolean encoded = has_encoded_piece (parameters, from, name, length);
  GString *value = g_string_new (NULL);
  const MimeParameter *it;
  Piece piece;

  for (guint number = 0; (it = find_piece (parameters, from, name, length, number, &piece)) != NULL; number++)
    if (encoded && !piece.encoded)
      append_encoded (value, it->value);
    else
      g_string_append (value, it->value);
  return (MimeParameter){ g_strdup_printf ("%.*s%s", (int) length, name, encoded ? "*" : ""),
                          g_string_free (value, FALSE) };
}

/* Whether a piece 0 of the same name stands before INDEX: then this one is in it. */
static gboolean
is_joined (const GArray *parameters, guint index, const Piece *piece)
{
  const char *name = g_array_index (parameters, MimeParameter, index).name;
  Piece first;

  return piece->number != 0 && find_piece (parameters, 0, name, piece->length, 0, &first) != NULL;
}

static GArray *
join_pieces (GArray *parameters)
{
  GArray *joined = g_array_new (FALSE, FALSE, sizeof (MimeParameter));

  g_array_set_clear_func (joined, clear_parameter);
  for (guint i = 0; i < parameters->len; i++)
    {
      const MimeParameter *it = &g_array_index (parameters, MimeParameter, i);
      MimeParameter whole;
      Piece piece;

      if (!parse_piece (it->name, &piece))
        whole = (MimeParameter){ g_strdup (it->name), g_strdup (it->value) };
      else if (is_joined (parameters, i, &piece))
        continue;
      else if (piece.number == 0)
        whole = join (parameters, 0, it->name, piece.length);
      else
        whole = (MimeParameter){ g_strdup (it->name), g_strdup (it->value) };
      g_array_append_val (joined, whole);
    }
  return joined;
}

MimeValue *
mime_value_parse (const char *text)
{
  g_auto (HeaderLexer) lexer;
  g_autoptr (GArray) parameters = g_array_new (FALSE, FALSE, sizeof (MimeParameter));
  MimeValue *value;
  char *type;

  g_array_set_clear_func (parameters, clear_parameter);
  header_lexer_init (&lexer, text);
  type = dup_run (&lexer, TOKEN_ENDS);
  if (type == NULL)
    return NULL;
  value = g_new0 (MimeValue, 1);
  value->type = type;
  if (header_lexer_take_char (&lexer, '/'))
    value->subtype = dup_run (&lexer, TOKEN_ENDS);
  while (parameters->len < MOST_PARAMETERS && skip_to_parameter (&lexer))
    take_parameter (&lexer, parameters);
  value->parameters = join_pieces (parameters);
  return value;
}

void
mime_value_free (MimeValue *value)
{
  g_free (value->type);
  g_free (value->subtype);
  g_array_unref (value->parameters);
  g_free (value);
}

const char *
mime_value_find (const MimeValue *value, const char *name)
{
  for (guint i = 0; i < value->parameters->len; i++)
    if (g_ascii_strcasecmp (g_array_index (value->parameters, MimeParameter, i).name, name) == 0)
      return g_array_index (value->parameters, MimeParameter, i).value;
  return NULL;
}

gboolean
mime_value_is (const MimeValue *value, const char *type, const char *subtype)
{
  return g_ascii_strcasecmp (value->type, type) == 0
         && (subtype == NULL || (value->subtype != NULL && g_ascii_strcasecmp (value->subtype, subtype) == 0));
}
