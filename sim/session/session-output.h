/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * session-output: where a session's words go. A session is pure: it is given bytes, and says what
 * it says here, one call for each turn, so that its owner can record and send it.
 */
#pragma once

#include <glib.h>

typedef enum
{
  SESSION_COMMAND, /* a client's line */
  SESSION_REPLY,   /* a server's reply, all its lines */
  SESSION_DATA,    /* message content, as it stands on the wire */
} SessionSpeech;

typedef struct
{
  /* CODE: the reply code of an SMTP reply; for POP3 and IMAP replies 0 is OK (or untagged data)
   * and 1 is -ERR, NO or BAD; 0 for all else. BYTES are the wire form, valid during the call. */
  void (*say) (gpointer user, SessionSpeech speech, guint16 code, const char *bytes, gsize length);
  /* The session is over; the owner closes the connection after what was said. */
  void (*close) (gpointer user);
  /* A server took these bytes in as one unit: a command with its literals, or message content. For
   * an owner that records what a real client says; NULL: nobody asks. Called before the answer. */
  void (*heard) (gpointer user, SessionSpeech speech, const char *bytes, gsize length);
} SessionOutput;
