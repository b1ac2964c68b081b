/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/packet-parts.h"

#include <string.h>

enum
{
  MOST_LINES = 40,    /* that are told one by one */
  LONGEST_LINE = 160, /* bytes of a line that are shown */
};

typedef struct
{
  const char *verb, *meaning;
} Verb;

static const Verb smtp_verbs[] = {
  { "EHLO", "who the client is; which extensions are there? (RFC 5321 4.1.1.1)" },
  { "HELO", "who the client is, as in 1982: no extensions (RFC 5321 4.1.1.1)" },
  { "MAIL", "a new mail begins; failures are told to this address (RFC 5321 4.1.1.2)" },
  { "RCPT", "one recipient of it (RFC 5321 4.1.1.3)" },
  { "DATA", "the message itself comes next (RFC 5321 4.1.1.4)" },
  { "BDAT", "so many bytes of the message follow (RFC 3030 2)" },
  { "AUTH", "the client shows who it is allowed to be (RFC 4954 4)" },
  { "RSET", "forget the mail that was begun (RFC 5321 4.1.1.5)" },
  { "VRFY", "is there such a user? (RFC 5321 4.1.1.6)" },
  { "EXPN", "who is on this list? (RFC 5321 4.1.1.7)" },
  { "HELP", "which commands are there? (RFC 5321 4.1.1.8)" },
  { "NOOP", "nothing: are you still there? (RFC 5321 4.1.1.9)" },
  { "QUIT", "that is all (RFC 5321 4.1.1.10)" },
};

static const Verb pop3_verbs[] = {
  { "CAPA", "what can you do? (RFC 2449 5)" },
  { "USER", "whose mailbox (RFC 1939 7)" },
  { "PASS", "the password, in the clear (RFC 1939 7)" },
  { "APOP", "name and a proof of the password (RFC 1939 7)" },
  { "AUTH", "the client shows who it is (RFC 5034 4)" },
  { "STAT", "how many messages, how many bytes? (RFC 1939 5)" },
  { "LIST", "the size of each message (RFC 1939 5)" },
  { "UIDL", "the name of each message that never changes (RFC 1939 7)" },
  { "RETR", "give me this message (RFC 1939 5)" },
  { "TOP", "its header and some lines (RFC 1939 7)" },
  { "DELE", "mark it; at QUIT it is gone (RFC 1939 5)" },
  { "RSET", "take all marks back (RFC 1939 5)" },
  { "NOOP", "nothing: are you still there? (RFC 1939 5)" },
  { "QUIT", "that is all; what is marked goes now (RFC 1939 6)" },
};

static const Verb imap_verbs[] = {
  { "CAPABILITY", "what can you do? (RFC 3501 6.1.1)" },
  { "LOGIN", "name and password (RFC 3501 6.2.3)" },
  { "AUTHENTICATE", "the client shows who it is (RFC 3501 6.2.2)" },
  { "ID", "what program is this? (RFC 2971)" },
  { "ENABLE", "use these extensions (RFC 5161)" },
  { "SELECT", "open this mailbox (RFC 3501 6.3.1)" },
  { "EXAMINE", "open this mailbox, only to read (RFC 3501 6.3.2)" },
  { "LIST", "which mailboxes are there? (RFC 3501 6.3.8)" },
  { "STATUS", "how many messages, how many unseen? (RFC 3501 6.3.10)" },
  { "APPEND", "put this message into a mailbox (RFC 3501 6.3.11)" },
  { "CLOSE", "close the mailbox; what is marked goes (RFC 3501 6.4.2)" },
  { "EXPUNGE", "remove what is marked as \\Deleted (RFC 3501 6.4.3)" },
  { "SEARCH", "which messages are like this? (RFC 3501 6.4.4)" },
  { "FETCH", "give me these parts of these messages (RFC 3501 6.4.5)" },
  { "STORE", "set or clear flags (RFC 3501 6.4.6)" },
  { "COPY", "copy to another mailbox (RFC 3501 6.4.7)" },
  { "MOVE", "move to another mailbox (RFC 6851)" },
  { "UID", "the same, with numbers that never change (RFC 3501 6.4.8)" },
  { "IDLE", "tell me when something happens (RFC 2177)" },
  { "NOOP", "anything new? (RFC 3501 6.1.2)" },
  { "LOGOUT", "that is all (RFC 3501 6.1.3)" },
};

/* What the word that begins at TEXT asks for, or NULL. */
static const char *
find_verb (const Verb *verbs, guint n_verbs, const char *text, gsize length)
{
  for (guint i = 0; i < n_verbs; i++)
    {
      gsize size = strlen (verbs[i].verb);

      if (length >= size && g_ascii_strncasecmp (text, verbs[i].verb, size) == 0 && (length == size || !g_ascii_isalnum (text[size])))
        return verbs[i].meaning;
    }
  return NULL;
}

/* RFC 5321 4.2.1 */
static const char *
describe_reply (char digit)
{
  switch (digit)
    {
    case '2':
      return "2yz: yes, it is done (RFC 5321 4.2.1)";
    case '3':
      return "3yz: yes so far, go on (RFC 5321 4.2.1)";
    case '4':
      return "4yz: not now; try again later (RFC 5321 4.2.1)";
    case '5':
      return "5yz: no, and it will not change (RFC 5321 4.2.1)";
    default:
      return NULL;
    }
}

static const char *
describe_smtp (const char *line, gsize length, gboolean to_server)
{
  if (to_server)
    return find_verb (smtp_verbs, G_N_ELEMENTS (smtp_verbs), line, length);
  if (length < 3 || !g_ascii_isdigit (line[1]) || !g_ascii_isdigit (line[2]))
    return NULL;
  return length > 3 && line[3] == '-' ? "the reply goes on in the next line (RFC 5321 4.2.1)" : describe_reply (line[0]);
}

static const char *
describe_pop3 (const char *line, gsize length, gboolean to_server)
{
  if (to_server)
    return find_verb (pop3_verbs, G_N_ELEMENTS (pop3_verbs), line, length);
  if (length >= 3 && strncmp (line, "+OK", 3) == 0)
    return "yes (RFC 1939 3)";
  if (length >= 4 && strncmp (line, "-ERR", 4) == 0)
    return "no (RFC 1939 3)";
  if (length == 1 && line[0] == '.')
    return "the end of the listing (RFC 1939 3)";
  return length >= 1 && line[0] == '+' ? "go on (RFC 5034 4)" : NULL;
}

/* A tag, then how it went (RFC 3501 7.1). */
static const char *
describe_tagged (const char *word, gsize length)
{
  static const Verb outcomes[] = {
    { "OK", "the command with this tag is done (RFC 3501 7.1.1)" },
    { "NO", "the command with this tag failed (RFC 3501 7.1.2)" },
    { "BAD", "the command with this tag was not understood (RFC 3501 7.1.3)" },
  };

  return find_verb (outcomes, G_N_ELEMENTS (outcomes), word, length);
}

static const char *
describe_imap (const char *line, gsize length, gboolean to_server)
{
  const char *space = memchr (line, ' ', length);
  gsize left = space == NULL ? 0 : length - (gsize) (space + 1 - line);

  if (to_server && length == 4 && g_ascii_strncasecmp (line, "DONE", 4) == 0)
    return "no longer idle (RFC 2177 3)";
  if (to_server)
    return space == NULL ? NULL : find_verb (imap_verbs, G_N_ELEMENTS (imap_verbs), space + 1, left);
  if (length > 0 && line[0] == '*')
    return "untagged: news, or what was asked for (RFC 3501 7)";
  if (length > 0 && line[0] == '+')
    return "go on: the server waits for more (RFC 3501 7.5)";
  return space == NULL ? NULL : describe_tagged (space + 1, left);
}

static const char *
describe_line (guint16 port, const char *line, gsize length, gboolean to_server)
{
  switch (port)
    {
    case 110:
      return describe_pop3 (line, length, to_server);
    case 143:
      return describe_imap (line, length, to_server);
    default:
      return describe_smtp (line, length, to_server);
    }
}

static char *
dup_line (const char *line, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (line, (gssize) MIN (length, LONGEST_LINE));

  return length > LONGEST_LINE ? g_strconcat (valid, "…", NULL) : g_steal_pointer (&valid);
}

/* Up to and with the line end; what is left where there is none. */
static gsize
measure_line (const PacketCursor *cursor)
{
  const guint8 *start = cursor->bytes + cursor->at, *newline = memchr (start, '\n', cursor->end - cursor->at);

  return newline == NULL ? cursor->end - cursor->at : (gsize) (newline + 1 - start);
}

/* Of the LENGTH bytes of LINE those before the line end. */
static gsize
measure_text (const char *line, gsize length)
{
  while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
    length--;
  return length;
}

/* FALSE where the line says nothing as a line: it is content. */
static gboolean
take_line (PacketCursor *cursor, guint16 port, gboolean to_server)
{
  const char *line = (const char *) cursor->bytes + cursor->at;
  gsize length = measure_line (cursor), shown = measure_text (line, length);
  const char *meaning = describe_line (port, line, shown, to_server);

  if (meaning == NULL)
    return FALSE;
  packet_add (cursor, 0, length, to_server ? "Command" : "Reply", dup_line (line, shown), "%s", meaning);
  cursor->at += length;
  return TRUE;
}

static const char *
name_protocol (guint16 port)
{
  switch (port)
    {
    case 110:
      return "POP3 (RFC 1939)";
    case 143:
      return "IMAP (RFC 3501)";
    default:
      return "SMTP (RFC 5321)";
    }
}

/* Lines that are no commands and no replies, up to one that is, as one field. */
static void
take_content (PacketCursor *cursor, guint16 port, gboolean to_server, gboolean all)
{
  gsize start = cursor->at, count;
  guint lines = 0;

  while (cursor->at < cursor->end)
    {
      const char *line = (const char *) cursor->bytes + cursor->at;
      gsize length = measure_line (cursor);

      if (!all && lines > 0 && describe_line (port, line, measure_text (line, length), to_server) != NULL)
        break;
      lines++;
      cursor->at += length;
    }
  count = cursor->at - start;
  cursor->at = start;
  packet_add (cursor, 0, count, "Content", g_strdup_printf ("%u line%s", lines, lines == 1 ? "" : "s"), "part of a message, or of what was asked for");
  cursor->at = start + count;
}

void
packet_take_lines (PacketCursor *cursor, guint16 port, gboolean to_server)
{
  cursor->anatomy->layers[PACKET_APPLICATION] = name_protocol (port);
  for (guint i = 0; cursor->at < cursor->end; i++)
    if (cursor->speech == PACKET_SAYS_CONTENT || i >= MOST_LINES)
      take_content (cursor, port, to_server, TRUE);
    else if (!take_line (cursor, port, to_server))
      take_content (cursor, port, to_server, FALSE);
}
