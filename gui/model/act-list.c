/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/act-list.h"

#include "gui/model/act-forms.h"
#include "sim/trace/fault-mark.h"
#include "sim/trace/story.h"

#include <string.h>

typedef struct
{
  Player *player;
  const Trace *trace;
  SimTime at;
  GPtrArray *acts;
  gboolean begun; /* the present group has something */
} Making;

static void
act_free (gpointer data)
{
  Act *act = data;

  if (act == NULL)
    return;
  g_clear_pointer (&act->intervention, intervention_free);
  g_free (act->label);
  g_free (act->subject);
  g_free (act);
}

static void
add (Making *making, ActForm form, char *label, Intervention *intervention, const char *subject)
{
  Act *act = g_new (Act, 1);

  *act = (Act){ form, label, intervention, g_strdup (subject) };
  if (!making->begun && making->acts->len > 0)
    g_ptr_array_add (making->acts, NULL);
  making->begun = TRUE;
  g_ptr_array_add (making->acts, act);
}

static void
begin_group (Making *making)
{
  making->begun = FALSE;
}

static Intervention *
new_fault (const Making *making, const char *kind, const char *label)
{
  Intervention *intervention = intervention_new ("faults", making->at, label);

  intervention_add_word (intervention, "kind", kind);
  return intervention;
}

/* The end of the run does not count: with something more to happen it comes later. */
static SimTime
find_next_time (Player *player)
{
  const Trace *trace = player_get_trace (player);

  for (TraceId id = player_get_position (player) + 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->t > player_get_time (player))
      return trace_get (trace, id)->kind == TRACE_RUN_END ? SIM_NEVER : trace_get (trace, id)->t;
  return SIM_NEVER;
}

static gboolean
is_out_of_time (const Trace *trace)
{
  const TraceRecord *last = trace_get (trace, trace_count (trace));

  return last->kind == TRACE_RUN_END && strcmp (trace_blob (trace, last->text, NULL), "the time is up") == 0;
}

gboolean
act_list_find_time (Player *player, SimTime *t)
{
  const Trace *trace = player_get_trace (player);
  SimTime now = player_get_time (player), end = is_out_of_time (trace) ? trace_get (trace, trace_count (trace))->t : SIM_NEVER;

  *t = intervention_pick_time (now, MAX (MIN (find_next_time (player), end), now + 2));
  return *t < end;
}

/* What a server or any other host may be struck by with one word. */
static const struct
{
  const char *kind, *label;
  gboolean servers_only;
} host_faults[] = {
  { "down", "Stop %s: packets to it vanish", FALSE },
  { "refuse", "Let %s refuse connections", TRUE },
  { "hang", "Let %s hang: it takes connections, and says nothing", TRUE },
  { "slow", "Slow %s down: every packet 2 s later", FALSE },
  { "disk-full", "Fill the disk of %s", TRUE },
  { "crash", "Crash %s: what is only in memory is lost", TRUE },
};

static void
add_host_fault (Making *making, guint index, const char *host)
{
  g_autofree char *label = g_strdup_printf (host_faults[index].label, host);
  Intervention *intervention = new_fault (making, host_faults[index].kind, label);

  intervention_add_word (intervention, "server", host);
  if (strcmp (host_faults[index].kind, "slow") == 0)
    intervention_add_word (intervention, "latency", "2s");
  if (strcmp (host_faults[index].kind, "crash") == 0)
    intervention_add_word (intervention, "for", "10m");
  add (making, ACT_DO, g_steal_pointer (&label), intervention, NULL);
}

static void
add_host_faults (Making *making, HostId host, HostRole role)
{
  begin_group (making);
  for (guint i = 0; i < G_N_ELEMENTS (host_faults); i++)
    if (role == HOST_MAIL_SERVER || !host_faults[i].servers_only)
      add_host_fault (making, i, trace_host_name (making->trace, host));
}

static void
add_mailbox_fault (Making *making, const char *address)
{
  g_autofree char *label = g_strdup_printf ("Fill the mailbox of %s", address);
  Intervention *intervention = new_fault (making, "mailbox-full", label);

  intervention_add_text (intervention, "mailbox", address);
  add (making, ACT_DO, g_steal_pointer (&label), intervention, NULL);
}

typedef void (*MailboxFunc) (Making *making, const TraceRecord *mailbox);

/* Calls FUNC once for each mailbox that is kept on HOST or read on it. */
static void
for_mailboxes (Making *making, HostId host, MailboxFunc func)
{
  const Trace *trace = making->trace;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (TraceId id = 1; id <= trace_count (trace) && trace_get (trace, id)->t == 0; id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_MAILBOX && (record->host == host || record->peer == host) && g_hash_table_add (seen, GUINT_TO_POINTER (record->text)))
        func (making, record);
    }
}

static void
fill_mailbox (Making *making, const TraceRecord *mailbox)
{
  add_mailbox_fault (making, trace_blob (making->trace, mailbox->text, NULL));
}

static void
add_server (Making *making, HostId host)
{
  const char *name = trace_host_name (making->trace, host);

  add (making, ACT_ANSWER, g_strdup_printf ("Let %s answer with…", name), NULL, name);
  for_mailboxes (making, host, fill_mailbox);
}

static void
add_look (Making *making, const TraceRecord *mailbox)
{
  const char *address = trace_blob (making->trace, mailbox->text, NULL), *device = trace_host_name (making->trace, mailbox->peer);
  g_autofree char *label = g_strdup_printf ("Check mail now on %s", device);
  Intervention *intervention;

  if (strcmp (trace_blob (making->trace, mailbox->note, NULL), "none") == 0)
    return;
  intervention = intervention_new ("checks", making->at, label);
  intervention_add_text (intervention, "user", address);
  intervention_add_word (intervention, "device", device);
  add (making, ACT_DO, g_steal_pointer (&label), intervention, NULL);
}

static void
add_device (Making *making, const TraceRecord *mailbox)
{
  const char *address = trace_blob (making->trace, mailbox->text, NULL);

  add (making, ACT_COMPOSE, g_strdup_printf ("Send a mail from %s…", address), NULL, address);
  add_look (making, mailbox);
}

static const struct
{
  const char *answer, *label;
} dns_answers[] = {
  { "servfail", "Let %s answer SERVFAIL to everything" },
  { "nxdomain", "Let %s say that there is no such name" },
  { "timeout", "Let %s answer nobody" },
};

static void
add_name_server (Making *making, HostId host)
{
  const char *name = trace_host_name (making->trace, host), *domain = trace_blob (making->trace, trace_host_record (making->trace, host)->note, NULL);

  if (act_form_get_zone (making->player, domain) != NULL)
    add (making, ACT_ZONE, g_strdup_printf ("Edit the zone of %s…", domain), NULL, domain);
  for (guint i = 0; i < G_N_ELEMENTS (dns_answers); i++)
    {
      g_autofree char *label = g_strdup_printf (dns_answers[i].label, name);
      Intervention *intervention = new_fault (making, "dns", label);

      intervention_add_word (intervention, "server", name);
      intervention_add_word (intervention, "answer", dns_answers[i].answer);
      add (making, ACT_DO, g_steal_pointer (&label), intervention, NULL);
    }
}

static void
add_host (Making *making, HostId host)
{
  HostRole role = (HostRole) trace_host_record (making->trace, host)->code;

  begin_group (making);
  switch (role)
    {
    case HOST_MAIL_SERVER:
      add_server (making, host);
      break;
    case HOST_DEVICE:
      for_mailboxes (making, host, add_device);
      break;
    case HOST_NAME_SERVER:
      add_name_server (making, host);
      break;
    case HOST_RESOLVER:
    case HOST_ROLE_NONE:
      break;
    }
  add_host_faults (making, host, role);
}

static void
add_between (const Making *making, Intervention *intervention, HostId a, HostId b)
{
  intervention_add_list (intervention, "between", (const char *const[]){ trace_host_name (making->trace, a), trace_host_name (making->trace, b), NULL });
}

static void
add_way_fault (Making *making, HostId a, HostId b, const char *kind, const char *format)
{
  g_autofree char *label = g_strdup_printf (format, trace_host_name (making->trace, a), trace_host_name (making->trace, b));
  Intervention *intervention = new_fault (making, kind, label);

  add_between (making, intervention, a, b);
  if (strcmp (kind, "loss") == 0)
    intervention_add_word (intervention, "percent", "30%");
  add (making, ACT_DO, g_steal_pointer (&label), intervention, NULL);
}

static void
add_way (Making *making, HostId a, HostId b)
{
  begin_group (making);
  add_way_fault (making, a, b, "partition", "Cut the way between %s and %s");
  add_way_fault (making, a, b, "loss", "Lose 30 %% of the packets between %s and %s");
}

static void
add_connection (Making *making, guint32 conn)
{
  const GArray *ids = trace_index_connection (player_get_index (making->player), conn);
  const SnapshotConnection *connection = snapshot_find_connection (player_get_snapshot (making->player), conn);
  const TraceRecord *opened = ids->len == 0 ? NULL : trace_get (making->trace, g_array_index (ids, TraceId, 0));
  g_autofree char *port = NULL, *client_port = NULL;
  const char *label = "Drop this connection: both sides get an RST";
  Intervention *intervention;

  if (opened == NULL || connection == NULL)
    return;
  begin_group (making);
  port = g_strdup_printf ("%u", opened->code);
  client_port = g_strdup_printf ("%u", opened->item);
  intervention = new_fault (making, "reset", label);
  add_between (making, intervention, opened->host, opened->peer);
  intervention_add_word (intervention, "port", port);
  if (opened->item != 0)
    intervention_add_word (intervention, "client-port", client_port);
  add (making, ACT_DO, g_strdup (label), intervention, NULL);
}

/* How many packets went the same way at the same instant, before PACKET. */
static guint
count_before (const Trace *trace, TraceId packet)
{
  const TraceRecord *record = trace_get (trace, packet);
  guint count = 0;

  for (TraceId id = packet - 1; id > 0 && trace_get (trace, id)->t == record->t; id--)
    {
      const TraceRecord *other = trace_get (trace, id);

      count += trace_kind_is_packet (other->kind) && other->host == record->host && other->peer == record->peer;
    }
  return count;
}

/* It is lost from the moment at which it was sent: a little before now. */
static void
add_packet (Making *making, TraceId packet)
{
  const TraceRecord *record = trace_get (making->trace, packet);
  const char *label = "Lose this packet";
  g_autofree char *skip = g_strdup_printf ("%u", count_before (making->trace, packet));
  Intervention *intervention = intervention_new ("faults", record->t, label);

  begin_group (making);
  intervention_add_word (intervention, "kind", "lose");
  add_between (making, intervention, record->host, record->peer);
  intervention_add_word (intervention, "skip", skip);
  add (making, ACT_DO, g_strdup (label), intervention, NULL);
}

static void
add_end (Making *making, TraceId id)
{
  const TraceRecord *fault = trace_get (making->trace, id);
  g_autofree char *ending = story_fault_ending (making->trace, id);
  g_autofree char *label = g_strdup_printf ("End it: %s", ending);

  add (making, ACT_DO, g_strdup (label), intervention_new_end (fault->item, making->at - fault->t, label), NULL);
}

/* Faults that are in force on what is pointed at. */
static void
add_ends (Making *making, const ActTarget *target)
{
  const Snapshot *snapshot = player_get_snapshot (making->player);

  begin_group (making);
  for (guint i = 0; i < snapshot->faults->len; i++)
    {
      TraceId id = g_array_index (snapshot->faults, TraceId, i);
      const TraceRecord *fault = trace_get (making->trace, id);

      if ((target->host != 0 && fault_mark_strikes (making->trace, fault, target->host))
          || (target->way_a != 0 && fault_mark_strikes_way (making->trace, fault, target->way_a, target->way_b)))
        add_end (making, id);
    }
}

static gboolean
is_user (const Trace *trace, const char *address)
{
  for (TraceId id = 1; id <= trace_count (trace) && trace_get (trace, id)->t == 0; id++)
    if (trace_get (trace, id)->kind == TRACE_MAILBOX && strcmp (trace_blob (trace, trace_get (trace, id)->text, NULL), address) == 0)
      return TRUE;
  return FALSE;
}

static void
add_message (Making *making, MessageId message)
{
  const char *from = trace_blob (making->trace, trace_message_record (making->trace, message)->item, NULL);

  begin_group (making);
  if (is_user (making->trace, from))
    add (making, ACT_COMPOSE, g_strdup_printf ("Send another mail from %s…", from), NULL, from);
}

GPtrArray *
act_list_new (Player *player, const ActTarget *target)
{
  Making making = { player, player_get_trace (player), 0, g_ptr_array_new_with_free_func (act_free), FALSE };

  if (!run_can_be_acted_on (player_get_run (player)) || !act_list_find_time (player, &making.at))
    return making.acts;
  add_ends (&making, target);
  if (target->packet != 0)
    add_packet (&making, target->packet);
  if (target->connection != 0)
    add_connection (&making, target->connection);
  if (target->host != 0)
    add_host (&making, target->host);
  if (target->way_a != 0)
    add_way (&making, target->way_a, target->way_b);
  if (target->message != 0)
    add_message (&making, target->message);
  return making.acts;
}
