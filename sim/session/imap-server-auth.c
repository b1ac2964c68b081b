/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/session/imap-server-verbs.h"

#include <string.h>

#include "sim/codec/sasl-plain.h"

/* What is said of success tells what can be done from here on (RFC 3501 6.2.3). */
static const char *
log_in (ImapServer *server, const char *name, const char *password)
{
  server->account = mail_store_log_in (server->config.store, name, password);
  if (server->account == NULL)
    return "NO [AUTHENTICATIONFAILED] Invalid name or password"; /* RFC 5530 */
  g_string_assign (server->result, "OK [CAPABILITY ");
  imap_server_write_capabilities (server->result);
  g_string_append (server->result, "] Logged in");
  return server->result->str;
}

const char *
imap_server_run_login (ImapServer *server, ImapCommand *command)
{
  g_autofree char *name = imap_server_dup_argument (command);
  g_autofree char *password = name != NULL ? imap_server_dup_argument (command) : NULL;

  if (password == NULL || !imap_server_ends (command))
    return "BAD Syntax: LOGIN name password";
  return log_in (server, name, password);
}

static const char *
take_plain (ImapServer *server, const char *text, gsize length)
{
  g_auto (SaslPlain) plain = { 0 };

  if (!sasl_plain_parse (text, length, &plain))
    return "BAD Not a PLAIN message";
  if (!sasl_plain_is_own (&plain))
    return "NO [AUTHORIZATIONFAILED] Nobody may act for others";
  return log_in (server, plain.name, plain.password);
}

static gboolean
is_cancelled (const char *line, gsize length)
{
  return length == 1 && line[0] == '*';
}

static const char *
take_plain_line (ImapServer *server, const char *line, gsize length)
{
  return is_cancelled (line, length) ? "BAD Authentication cancelled" : take_plain (server, line, length);
}

/* LOGIN asks for the name, then for the password; it has no RFC, but programs that know nothing else. */
static const char *
take_password (ImapServer *server, const char *line, gsize length)
{
  g_autofree char *name = g_steal_pointer (&server->login_name);
  g_autofree char *password = is_cancelled (line, length) ? NULL : sasl_decode (line, length, NULL);

  if (password == NULL)
    return is_cancelled (line, length) ? "BAD Authentication cancelled" : "BAD Not BASE64";
  return log_in (server, name, password);
}

static const char *
take_name (ImapServer *server, const char *line, gsize length)
{
  if (is_cancelled (line, length))
    return "BAD Authentication cancelled";
  g_free (server->login_name);
  server->login_name = sasl_decode (line, length, NULL);
  if (server->login_name == NULL)
    return "BAD Not BASE64";
  server->waiting = take_password;
  imap_server_ask (server, "UGFzc3dvcmQ6"); /* "Password:" */
  return NULL;
}

typedef struct
{
  const char *name;
  const char *challenge;      /* where there is no initial response */
  ImapServerLineFunc take;    /* a response */
} Mechanism;

static const Mechanism mechanisms[] = {
  { "PLAIN", "", take_plain_line },
  { "LOGIN", "VXNlcm5hbWU6", take_name }, /* "Username:" */
};

static const Mechanism *
find_mechanism (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (strlen (mechanisms[i].name) == length && g_ascii_strncasecmp (name, mechanisms[i].name, length) == 0)
      return &mechanisms[i];
  return NULL;
}

/* With an initial response (RFC 4959), or asking for it. */
const char *
imap_server_run_authenticate (ImapServer *server, ImapCommand *command)
{
  ImapScanner *rest = &command->rest;
  const Mechanism *mechanism;
  const char *name;
  gsize length;
  gboolean initial;

  if (!imap_scanner_take_char (rest, ' ') || !imap_scanner_take_atom (rest, &name, &length)
      || (!(initial = imap_scanner_take_char (rest, ' ')) && !imap_scanner_is_at_end (rest)))
    return "BAD A mechanism is needed";
  mechanism = find_mechanism (name, length);
  if (mechanism == NULL)
    return "NO [CANNOT] Unknown mechanism";
  if (initial)
    return mechanism->take (server, rest->at, (gsize) (rest->end - rest->at));
  server->waiting = mechanism->take;
  imap_server_ask (server, mechanism->challenge);
  return NULL;
}
