/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * live-session: a world that is opened to real mail programs on this computer, and the player that
 * shows what they do. First a plan, which opens nothing; then opening it, once or again.
 *
 * Properties: "open", "visitors": how many connections of real programs there are.
 */
#pragma once

#include <gio/gio.h>

#include "gui/model/player.h"

#define LIVE_SESSION_TYPE (live_session_get_type ())
G_DECLARE_FINAL_TYPE (LiveSession, live_session, MAILFLOW, LIVE_SESSION, GObject)

/* A port of this computer that leads to a port of a simulated host. */
typedef struct
{
  const char *service; /* "imap"; static */
  guint16 port;        /* 0: one that is free */
  char *host;
  guint16 host_port;
} LiveGate;

/* Somebody whom the server knows. */
typedef struct
{
  char *address, *user, *password;
} LiveAccount;

LiveSession *live_session_new (void);

/* Reads the scenario FILE and says what would be opened: the services of the first domain's server with
 * mailboxes, each on its usual port or, where that is taken, on any. FALSE, an error and no gates where it
 * can't be read. Nothing may be open. */
gboolean live_session_plan (LiveSession *session, const char *file, GError **error);
/* LiveGate * and LiveAccount *; of what is open, of the plan, or none. Borrowed until the next plan or
 * opening. */
const GPtrArray *live_session_get_gates (LiveSession *session);
const GPtrArray *live_session_get_accounts (LiveSession *session);

/* Makes the planned world, which begins now and follows the wall clock, and opens all gates to programs on
 * this computer. FALSE, an error and nothing open where it can't. */
gboolean live_session_open (LiveSession *session, GError **error);
/* Closes the gates and ends the run; its player stays. */
void live_session_close (LiveSession *session);
gboolean live_session_get_open (LiveSession *session);
guint live_session_count_visitors (LiveSession *session);

/* What shows the world opened last; NULL before the first. */
Player *live_session_get_player (LiveSession *session);
