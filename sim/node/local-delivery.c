/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/local-delivery.h"

#include "sim/codec/mail-address.h"
#include "sim/codec/mail-message.h"
#include "sim/codec/smtp-parameters.h"

/* Found here. */
static gboolean
settle (Fates *fates, QueueEntry *entry, const SmtpReply *reply)
{
  return fates_decide (fates, entry, reply, transfer_agent_get_config (fates->agent)->host, TRUE);
}

static gboolean
decide (Fates *fates, QueueEntry *entry, guint16 code, const char *status, const char *text)
{
  g_autoptr (SmtpReply) reply = smtp_reply_new (code, status, text);

  return settle (fates, entry, reply);
}

static gboolean
put_into_mailbox (Fates *fates, QueueEntry *entry, MailAccount *account)
{
  g_autoptr (SmtpReply) obstacle = transfer_agent_store (fates->agent, entry, account);

  if (obstacle != NULL)
    return settle (fates, entry, obstacle);
  fates_note_delivered (fates, entry);
  return decide (fates, entry, 250, "2.0.0", "delivered to the mailbox");
}

static GPtrArray *
make_ancestors (const QueueEntry *entry)
{
  GPtrArray *ancestors = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; entry->ancestors != NULL && i < entry->ancestors->len; i++)
    g_ptr_array_add (ancestors, g_strdup (g_ptr_array_index (entry->ancestors, i)));
  g_ptr_array_add (ancestors, g_strdup (entry->to));
  return ancestors;
}

static gboolean
has_address (const GPtrArray *addresses, const char *address)
{
  for (guint i = 0; i < addresses->len; i++)
    if (mail_address_equal (g_ptr_array_index (addresses, i), address))
      return TRUE;
  return FALSE;
}

/* Whether mail to ADDRESS is what ENTRY was made of: sending it there again would go round. */
static gboolean
is_ancestor (const QueueEntry *entry, const char *address)
{
  return mail_address_equal (entry->to, address) || (entry->ancestors != NULL && has_address (entry->ancestors, address));
}

/* Those of TARGETS that lead on, each once; borrowed. */
static GPtrArray *
choose_targets (const QueueEntry *entry, const GPtrArray *targets)
{
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < targets->len; i++)
    {
      char *target = g_ptr_array_index (targets, i);

      if (!is_ancestor (entry, target) && !has_address (chosen, target))
        g_ptr_array_add (chosen, target);
    }
  return chosen;
}

/* RFC 3461 5.2.7: what the sender asked for goes along with one address, not with several. */
static guint
notify_of (const QueueEntry *entry, gboolean several)
{
  guint left = entry->notify & ~(guint) SMTP_NOTIFY_SUCCESS;

  if (!several || entry->notify == 0)
    return entry->notify;
  return left != 0 ? left : SMTP_NOTIFY_NEVER;
}

static char *
make_original (const QueueEntry *entry)
{
  g_autofree char *path = NULL;

  if (entry->original != NULL)
    return g_strdup (entry->original);
  path = smtp_xtext_encode (entry->to);
  return g_strdup_printf ("rfc822;%s", path);
}

/* "<club.example.org>" (RFC 2919 2) */
static char *
make_list_id (const MailList *list)
{
  const char *at = strrchr (list->address, '@');

  return g_strdup_printf ("<%.*s.%s>", (int) (at - list->address), list->address, at + 1);
}

/* RFC 2919 2, RFC 2369 3.4: what a list server adds to each copy. */
static GBytes *
add_list_fields (const MailList *list, GBytes *content)
{
  g_autofree char *id = make_list_id (list);
  g_autofree char *fields = g_strdup_printf ("List-Id: %s\r\nList-Post: <mailto:%s>\r\nPrecedence: list\r\n", id, list->address);

  return mail_message_prepend (content, fields);
}

/* A list sends mail of its own: another return path, nothing of the wishes for reports (RFC 3461 5.2.7.1). */
static QueuedMessage *
make_list_copy (const Fates *fates, const MailList *list, const char *member)
{
  const QueuedMessage *message = fates->message;
  g_autofree char *return_path = mail_list_dup_return_path (list, member);
  g_autofree char *id = transfer_agent_make_queue_id (fates->agent);
  g_autoptr (SmtpEnvelope) envelope = smtp_envelope_new (return_path);
  g_autoptr (GBytes) content = add_list_fields (list, message->content);

  envelope->utf8 = message->utf8;
  return queued_message_new (message->number, id, envelope, content, engine_now (transfer_agent_get_internet (fates->agent)->engine));
}

/* What goes to several bears the mark of the address that did it, so that a circle that multiplies is seen at its
 * second round (as Postfix's local(8)); one that doesn't ends by the hop limit. */
static QueuedMessage *
make_marked_copy (const Fates *fates, const QueueEntry *entry)
{
  const QueuedMessage *message = fates->message;
  g_autofree char *id = transfer_agent_make_queue_id (fates->agent);
  g_autofree char *field = g_strdup_printf ("Delivered-To: %s\r\n", entry->to);
  g_autoptr (SmtpEnvelope) envelope = queued_message_make_envelope (message);
  g_autoptr (GBytes) content = mail_message_prepend (message->content, field);

  return queued_message_new (message->number, id, envelope, content, message->arrived);
}

static gboolean
was_marked (const QueueEntry *entry)
{
  return mail_message_has_field (entry->message->content, "Delivered-To", entry->to);
}

typedef struct
{
  Fates *fates;
  const QueueEntry *entry;
  const char *how;   /* "alias", "forward", "list" */
  const MailList *list; /* or NULL */
  guint notify;
  GPtrArray *ancestors;
  GPtrArray *queued; /* QueueEntry *: the new ones */
} Expansion;

/* A mailbox, or elsewhere: who comes to it by two ways gets one copy. What stands for others again is followed each
 * time, or a circle would end nowhere. */
static gboolean
is_end (const TransferAgent *agent, const char *address)
{
  return !transfer_agent_is_local (agent, address) || transfer_agent_look_up (agent, address).kind == DIRECTORY_MAILBOX;
}

/* The recipient's index where TARGET has its copy already. */
static guint
find_known (const Expansion *expansion, const QueuedMessage *message, const char *target)
{
  guint known = queued_message_find (message, target);

  return known != 0 || expansion->list != NULL ? known : queued_message_find (expansion->fates->message, target);
}

static void
expand_into (Expansion *expansion, QueuedMessage *message, const char *target, guint more)
{
  TransferAgent *agent = expansion->fates->agent;
  const QueueEntry *entry = expansion->entry;
  const SmtpRecipient to = { (char *) target, expansion->list != NULL ? 0 : expansion->notify, expansion->list != NULL ? NULL : make_original (entry) };
  Trace *trace = transfer_agent_get_internet (agent)->trace;
  guint part = is_end (agent, target) ? find_known (expansion, message, target) : 0;

  if (part == 0)
    {
      QueueEntry *queued = transfer_agent_queue (agent, message, &to, entry->recipient, expansion->ancestors);

      part = queued->recipient;
      g_ptr_array_add (expansion->queued, queued);
    }
  trace_add (trace, &(TraceRecord){ .kind = TRACE_EXPANDED, .host = transfer_agent_get_config (agent)->host, .code = (guint16) part, .message = message->number, .conn = entry->recipient, .item = entry->number, .text = trace_text (trace, target), .note = trace_text (trace, expansion->how), .value = more });
  g_free (to.original);
}

static void
expand_each (Expansion *expansion, QueuedMessage *copy, const GPtrArray *targets)
{
  Engine *engine = transfer_agent_get_internet (expansion->fates->agent)->engine;
  guint32 cause = engine_get_cause (engine);

  for (guint i = 0; i < targets->len; i++)
    {
      const char *target = g_ptr_array_index (targets, i);
      QueuedMessage *message = expansion->list != NULL ? make_list_copy (expansion->fates, expansion->list, target) : queued_message_ref (copy);

      engine_set_cause (engine, cause);
      expand_into (expansion, message, target, targets->len - 1 - i);
      queued_message_unref (message);
    }
}

/* ENTRY becomes one entry for each of TARGETS. */
static void
expand (Fates *fates, QueueEntry *entry, const GPtrArray *targets, const MailList *list, const char *how)
{
  const gboolean several = targets->len > 1;
  Expansion expansion = { fates, entry, how, list, notify_of (entry, several), make_ancestors (entry), g_ptr_array_new () };
  QueuedMessage *copy;

  if (list != NULL)
    fates_note_delivered (fates, entry);
  else if (several)
    fates_note_expanded (fates, entry);
  copy = several && list == NULL ? make_marked_copy (fates, entry) : queued_message_ref (fates->message);
  expand_each (&expansion, copy, targets);
  queued_message_unref (copy);
  mail_queue_remove (transfer_agent_get_queue (fates->agent), entry);
  transfer_agent_deliver (fates->agent, expansion.queued);
  g_ptr_array_unref (expansion.queued);
  g_ptr_array_unref (expansion.ancestors);
}

/* A copy stays here where the user wants one, or is among the addresses to send it on to. */
static gboolean
forward (Fates *fates, QueueEntry *entry, const DirectoryFinding *found)
{
  g_autoptr (GPtrArray) targets = choose_targets (entry, found->targets);
  MailAccount *account = found->account;

  if (account == NULL && targets->len < found->targets->len)
    account = transfer_agent_find_account (fates->agent, entry->to);
  if (targets->len == 0 && account != NULL)
    return put_into_mailbox (fates, entry, account);
  if (targets->len == 0 || (targets->len > 1 && was_marked (entry)))
    return decide (fates, entry, 554, "5.4.6", "The alias leads back to itself");
  if (account != NULL)
    {
      g_autoptr (SmtpReply) obstacle = transfer_agent_store (fates->agent, entry, account);

      if (obstacle != NULL)
        return settle (fates, entry, obstacle);
    }
  expand (fates, entry, targets, NULL, found->kind == DIRECTORY_FORWARD ? "forward" : "alias");
  return FALSE;
}

/* A copy that this list has made, and another has sent back to it. */
static gboolean
was_here (const MailList *list, GBytes *content)
{
  g_autofree char *id = make_list_id (list);

  return mail_message_has_field (content, "List-Id", id);
}

static gboolean
post (Fates *fates, QueueEntry *entry, const MailList *list)
{
  g_autoptr (GPtrArray) members = choose_targets (entry, list->members);

  if (fates->message->reverse_path[0] == '\0')
    return decide (fates, entry, 550, "5.7.1", "A mailing list does not distribute reports");
  if (members->len == 0 || was_here (list, fates->message->content))
    return decide (fates, entry, 554, "5.4.6", "The list leads back to itself");
  expand (fates, entry, members, list, "list");
  return FALSE;
}

gboolean
local_delivery_run (Fates *fates, QueueEntry *entry)
{
  const DirectoryFinding found = transfer_agent_look_up (fates->agent, entry->to);

  switch (found.kind)
    {
    case DIRECTORY_UNKNOWN:
      return decide (fates, entry, 550, "5.1.1", "User unknown");
    case DIRECTORY_MAILBOX:
      return put_into_mailbox (fates, entry, found.account);
    case DIRECTORY_FORWARD:
    case DIRECTORY_ALIAS:
      return forward (fates, entry, &found);
    case DIRECTORY_LIST:
      return post (fates, entry, found.list);
    }
  g_assert_not_reached ();
}
