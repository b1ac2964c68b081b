/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/submission.h"

#include "sim/codec/mail-message.h"
#include "sim/codec/smtp-envelope.h"
#include "sim/node/smtp-call.h"

/* The outbox of a mail program is tried again this often while the server can't be reached. */
static const SimTime retry_wait = 5 * SIM_MINUTE;
static const SimTime longest_wait = 5 * SIM_DAY;

struct Submission
{
  const Internet *internet;      /* borrowed, likewise below */
  const UserAgentConfig *config;
  RandomStream *dice;
  UserAgentMail mail;
  SimTime at;
  EventId timer;
  SmtpCall *call;
  SmtpEnvelope *envelope;  /* the recipients that are still open */
  GArray *numbers;         /* guint: their indices among the message's recipients */
  GArray *decided;         /* gboolean by index in envelope: taken or refused for good */
  GBytes *content;
  MessageId message;
  SmtpReply *last;         /* how the last try was put off, or NULL */
  gboolean progress;       /* this transaction got some through … */
  gboolean surplus;        /* … and others were too many for it (RFC 5321 4.5.3.1.10) */
};

static void try_now (gpointer target, guint64 argument);

Submission *
submission_new (const Internet *internet, const UserAgentConfig *config, RandomStream *dice, SimTime at, const UserAgentMail *mail)
{
  Submission *submission = g_new0 (Submission, 1);

  submission->internet = internet;
  submission->config = config;
  submission->dice = dice;
  submission->mail = *mail;
  submission->at = at;
  submission->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  submission->decided = g_array_new (FALSE, TRUE, sizeof (gboolean));
  submission->timer = engine_schedule (internet->engine, ENGINE_WORK, at, try_now, submission, 0);
  return submission;
}

void
submission_free (Submission *submission)
{
  engine_cancel (submission->internet->engine, &submission->timer);
  if (submission->call != NULL)
    smtp_call_forget (submission->call);
  g_clear_pointer (&submission->envelope, smtp_envelope_free);
  g_clear_pointer (&submission->content, g_bytes_unref);
  g_clear_pointer (&submission->last, smtp_reply_free);
  g_array_unref (submission->decided);
  g_array_unref (submission->numbers);
  g_free (submission);
}

static const char *
reverse_path_of (const Submission *submission)
{
  return submission->mail.return_path != NULL ? submission->mail.return_path : submission->config->address;
}

static char *
make_message_id (const Submission *submission)
{
  g_autofree char *id = internet_make_id (submission->dice, 12);

  return g_strdup_printf ("<%s@%s>", id, internet_host_name (submission->internet, submission->config->device));
}

/* A message that came as a file gets what every message must have (RFC 5322 3.6, RFC 6409 8). */
static GBytes *
complete_source (const Submission *submission, char **message_id)
{
  gsize length;
  const char *bytes = g_bytes_get_data (submission->mail.source, &length);
  g_autoptr (GString) fields = g_string_new (NULL);
  g_autoptr (GBytes) shown = NULL;

  *message_id = mail_message_dup_field (bytes, length, "Message-ID");
  if (*message_id == NULL)
    {
      *message_id = make_message_id (submission);
      g_string_append_printf (fields, "Message-ID: %s\r\n", *message_id);
    }
  if (mail_message_count_field (bytes, length, "Date") == 0)
    {
      g_autofree char *date = mail_message_format_date (internet_unix_seconds (submission->internet));

      g_string_append_printf (fields, "Date: %s\r\n", date);
    }
  if (mail_message_count_field (bytes, length, "From") == 0)
    g_string_append_printf (fields, "From: %s\r\n", submission->config->address);
  shown = mail_message_remove_field (submission->mail.source, "Bcc"); /* RFC 5322 3.6.3 */
  return mail_message_prepend (shown, fields->str);
}

static GBytes *
compose (const Submission *submission, char **message_id)
{
  const UserAgentMail *mail = &submission->mail;
  MailDraft draft = { .from = submission->config->address, .to = mail->to, .cc = mail->cc, .subject = mail->subject, .text = mail->text != NULL ? mail->text : "", .files = mail->files, .attachment_size = mail->attachment };

  if (mail->source != NULL)
    return complete_source (submission, message_id);
  *message_id = make_message_id (submission);
  draft.message_id = *message_id;
  draft.date_unix = internet_unix_seconds (submission->internet);
  return mail_message_compose (&draft);
}

static void
add_recipients (Submission *submission, const GPtrArray *addresses)
{
  Ledger *ledger = submission->internet->ledger;

  for (guint i = 0; addresses != NULL && i < addresses->len; i++)
    {
      const char *address = g_ptr_array_index (addresses, i);
      guint number;

      if (ledger_find_recipient (ledger, submission->message, address) != 0)
        continue;
      number = ledger_add_recipient (ledger, submission->config->device, submission->message, address, 0);
      smtp_envelope_add_recipient (submission->envelope, address)->notify = submission->mail.notify;
      g_array_append_val (submission->numbers, number);
    }
}

static void
write_mail (Submission *submission)
{
  const Internet *internet = submission->internet;
  Trace *trace = internet->trace;
  g_autofree char *message_id = NULL;

  submission->content = compose (submission, &message_id);
  submission->message = ledger_add_message (internet->ledger, submission->config->device, submission->mail.label, MESSAGE_MAIL, 0, submission->config->address, message_id);
  submission->envelope = smtp_envelope_new (reverse_path_of (submission));
  add_recipients (submission, submission->mail.to);
  add_recipients (submission, submission->mail.cc);
  add_recipients (submission, submission->mail.bcc);
  trace_add (trace, &(TraceRecord){ .kind = TRACE_COMPOSED, .host = submission->config->device, .message = submission->message, .text = trace_text (trace, submission->mail.subject), .note = trace_bytes (trace, g_bytes_get_data (submission->content, NULL), g_bytes_get_size (submission->content)) });
}

static void
on_ready (gpointer user, SmtpCall *call)
{
  Submission *submission = user;

  submission->progress = FALSE;
  submission->surplus = FALSE;
  g_array_set_size (submission->decided, 0);
  g_array_set_size (submission->decided, submission->numbers->len);
  for (guint i = 0; i < submission->numbers->len; i++)
    smtp_call_carry (call, submission->message, g_array_index (submission->numbers, guint, i));
  smtp_call_send (call, submission->envelope, submission->content, submission->message);
}

static void
reject (Submission *submission, guint number, const SmtpReply *reply)
{
  const Internet *internet = submission->internet;
  Trace *trace = internet->trace;
  guint32 cause = engine_get_cause (internet->engine);

  trace_add (trace, &(TraceRecord){ .kind = TRACE_REJECTED, .host = submission->config->device, .peer = submission->config->server, .code = reply->code, .message = submission->message, .conn = number, .text = trace_text (trace, reply->text), .note = trace_text (trace, smtp_reply_get_status (reply)) });
  engine_set_cause (internet->engine, cause);
}

static void
on_recipient (gpointer user, guint index, const SmtpReply *reply)
{
  Submission *submission = user;

  if (smtp_reply_is_final (reply))
    reject (submission, g_array_index (submission->numbers, guint, index), reply);
  else if (smtp_reply_is_transient (reply) || reply->code == 0)
    {
      submission->surplus = submission->surplus || smtp_reply_is_surplus (reply);
      smtp_reply_keep (&submission->last, reply);
      return;
    }
  else
    submission->progress = TRUE;
  g_array_index (submission->decided, gboolean, index) = TRUE;
}

/* All that are not decided yet. */
static void
reject_all (Submission *submission, const SmtpReply *reply)
{
  g_array_set_size (submission->decided, submission->numbers->len);
  for (guint i = 0; i < submission->numbers->len; i++)
    {
      gboolean *decided = &g_array_index (submission->decided, gboolean, i);

      if (!*decided)
        reject (submission, g_array_index (submission->numbers, guint, i), reply);
      *decided = TRUE;
    }
}

/* What was put off stays in the outbox. */
static void
keep_outbox (Submission *submission)
{
  SmtpEnvelope *envelope = smtp_envelope_new (reverse_path_of (submission));
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < submission->numbers->len; i++)
    {
      if (i < submission->decided->len && g_array_index (submission->decided, gboolean, i))
        continue;
      smtp_envelope_add_recipient (envelope, smtp_envelope_recipient (submission->envelope, i)->path)->notify = submission->mail.notify;
      g_array_append_val (numbers, g_array_index (submission->numbers, guint, i));
    }
  smtp_envelope_free (submission->envelope);
  g_array_unref (submission->numbers);
  submission->envelope = envelope;
  submission->numbers = numbers;
  g_array_set_size (submission->decided, 0);
}

/* The server's last word, where it said one. */
static void
give_up (Submission *submission)
{
  g_autoptr (SmtpReply) unreachable = NULL;

  if (submission->last->code == 0)
    unreachable = smtp_reply_new (0, "4.4.7", "the outbox gave up: the server can't be reached");
  reject_all (submission, unreachable != NULL ? unreachable : submission->last);
}

static void
try_later (Submission *submission)
{
  Engine *engine = submission->internet->engine;

  if (engine_now (engine) - submission->at < longest_wait)
    submission->timer = engine_schedule (engine, ENGINE_WORK, engine_now (engine) + retry_wait, try_now, submission, 0);
  else
    give_up (submission);
}

/* The outbox holds what was put off, and waits; where nothing was, the mail is off this device's hands. */
static void
go_on (Submission *submission)
{
  if (submission->numbers->len > 0)
    try_later (submission);
  else
    g_clear_pointer (&submission->content, g_bytes_unref);
}

static void
on_finished (gpointer user, SmtpCall *call)
{
  Submission *submission = user;

  smtp_call_carry_end (call);
  keep_outbox (submission);
  if (submission->numbers->len > 0 && submission->surplus && submission->progress)
    {
      on_ready (submission, call);
      return;
    }
  submission->call = NULL;
  smtp_call_quit (call);
  go_on (submission);
}

/* A server that will not have this user at all (5yz to the connection, to EHLO or AUTH) need not be asked again. */
static void
on_failed (gpointer user, const SmtpReply *reply)
{
  Submission *submission = user;

  smtp_call_carry_end (submission->call);
  submission->call = NULL;
  if (smtp_reply_is_permanent (reply))
    reject_all (submission, reply);
  else
    smtp_reply_keep (&submission->last, reply);
  keep_outbox (submission);
  go_on (submission);
}

static void
try_now (gpointer target, guint64 argument)
{
  static const SmtpCallEvents events = { on_ready, on_recipient, on_finished, on_failed };
  Submission *submission = target;

  submission->timer = 0;
  if (submission->content == NULL)
    write_mail (submission);
  submission->call = smtp_call_new (submission->internet, submission->config->device, submission->config->server, NULL, PORT_SUBMISSION, submission->message, &events, submission);
  smtp_call_set_login (submission->call, submission->config->login, submission->config->password);
}
