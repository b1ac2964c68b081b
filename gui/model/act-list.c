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
  const ActTarget *target;
  SimTime at;
  GPtrArray *acts;
  const char *heading; /* of the present group, or NULL */
  gboolean begun;      /* it has something */
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
  g_free (act->heading);
  g_free (act);
}

static void
add (Making *making, ActForm form, char *label, Intervention *intervention, const char *subject)
{
  Act *act = g_new (Act, 1);

  *act = (Act){ form, label, intervention, g_strdup (subject), making->begun ? NULL : g_strdup (making->heading) };
  if (!making->begun && making->acts->len > 0)
    g_ptr_array_add (making->acts, NULL);
  making->begun = TRUE;
  g_ptr_array_add (making->acts, act);
}

/* HEADING is borrowed until the next group. */
static void
begin_group (Making *making, const char *heading)
{
  making->heading = heading;
  making->begun = FALSE;
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
  const char *kind, *label, *told;
  gboolean servers_only;
} host_faults[] = {
  { "down", "Stop: packets to it vanish", "%s stops", FALSE },
  { "refuse", "Refuse connections", "%s refuses connections", TRUE },
  { "hang", "Hang: take connections, and say nothing", "%s hangs", TRUE },
  { "slow", "Slow down: every packet 2 s later", "%s is slow", FALSE },
  { "disk-full", "Fill the disk", "%s has a full disk", TRUE },
  { "crash", "Crash for 10 minutes", "%s crashes", TRUE },
};

/* LABEL stands in a menu under its heading, TOLD by itself. */
static Intervention *
add_fault (Making *making, const char *kind, const char *label, const char *told)
{
  Intervention *intervention = intervention_new ("faults", making->at, told);

  intervention_add_word (intervention, "kind", kind);
  add (making, ACT_DO, g_strdup (label), intervention, NULL);
  return intervention;
}

static void
add_host_fault (Making *making, guint index, const char *host)
{
  g_autofree char *told = g_strdup_printf (host_faults[index].told, host);
  Intervention *intervention = add_fault (making, host_faults[index].kind, host_faults[index].label, told);

  intervention_add_word (intervention, "server", host);
  if (strcmp (host_faults[index].kind, "slow") == 0)
    intervention_add_word (intervention, "latency", "2s");
  if (strcmp (host_faults[index].kind, "crash") == 0)
    intervention_add_word (intervention, "for", "10m");
}

static void
add_host_faults (Making *making, HostId host, HostRole role)
{
  for (guint i = 0; i < G_N_ELEMENTS (host_faults); i++)
    if (role == HOST_MAIL_SERVER || !host_faults[i].servers_only)
      add_host_fault (making, i, trace_host_name (making->trace, host));
}

static void
add_mailbox_fault (Making *making, const char *address)
{
  g_autofree char *label = g_strdup_printf ("Fill the mailbox of %s", address), *told = g_strdup_printf ("the mailbox of %s is full", address);

  intervention_add_text (add_fault (making, "mailbox-full", label, told), "mailbox", address);
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

/* The one that is pointed at has a group of its own. */
static void
fill_mailbox (Making *making, const TraceRecord *mailbox)
{
  if (mailbox->text != making->target->mailbox)
    add_mailbox_fault (making, trace_blob (making->trace, mailbox->text, NULL));
}

static void
add_server (Making *making, HostId host)
{
  add (making, ACT_ANSWER, g_strdup ("Answer with…"), NULL, trace_host_name (making->trace, host));
  for_mailboxes (making, host, fill_mailbox);
}

static gboolean
is_read (const Making *making, const TraceRecord *mailbox)
{
  return strcmp (trace_blob (making->trace, mailbox->note, NULL), "none") != 0;
}

/* Takes LABEL. */
static void
add_look (Making *making, const TraceRecord *mailbox, char *label)
{
  const char *address = trace_blob (making->trace, mailbox->text, NULL), *device = trace_host_name (making->trace, mailbox->peer);
  g_autofree char *told = g_strdup_printf ("%s looks for mail", device);
  Intervention *intervention = intervention_new ("checks", making->at, told);

  intervention_add_text (intervention, "user", address);
  intervention_add_word (intervention, "device", device);
  add (making, ACT_DO, label, intervention, NULL);
}

static void
add_device (Making *making, const TraceRecord *mailbox)
{
  add (making, ACT_COMPOSE, g_strdup ("Send a mail…"), NULL, trace_blob (making->trace, mailbox->text, NULL));
  if (is_read (making, mailbox))
    add_look (making, mailbox, g_strdup ("Check mail now"));
}

static const struct
{
  const char *answer, *label, *told;
} dns_answers[] = {
  { "servfail", "Answer SERVFAIL to everything", "%s answers SERVFAIL" },
  { "nxdomain", "Say that there is no such name", "%s answers NXDOMAIN" },
  { "timeout", "Answer nobody", "%s answers nobody" },
};

static void
add_edit (Making *making, const char *domain)
{
  if (run_has_domain (player_get_run (making->player), domain) && act_form_get_zone (making->player, domain) != NULL)
    add (making, ACT_ZONE, g_strdup_printf ("Edit the zone of %s…", domain), NULL, domain);
}

/* It has a group of its own then. */
static gboolean
is_pointed_at (const Making *making, const char *domain)
{
  return making->target->zone != 0 && g_ascii_strcasecmp (trace_blob (making->trace, making->target->zone, NULL), domain) == 0;
}

static void
add_name_server (Making *making, HostId host)
{
  const char *name = trace_host_name (making->trace, host), *domain = trace_blob (making->trace, trace_host_record (making->trace, host)->note, NULL);

  if (!is_pointed_at (making, domain))
    add_edit (making, domain);
  for (guint i = 0; i < G_N_ELEMENTS (dns_answers); i++)
    {
      g_autofree char *told = g_strdup_printf (dns_answers[i].told, name);
      Intervention *intervention = add_fault (making, "dns", dns_answers[i].label, told);

      intervention_add_word (intervention, "server", name);
      intervention_add_word (intervention, "answer", dns_answers[i].answer);
    }
}

static void
add_host (Making *making, HostId host)
{
  HostRole role = (HostRole) trace_host_record (making->trace, host)->code;

  begin_group (making, trace_host_name (making->trace, host));
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
  if (making->begun)
    begin_group (making, NULL);
  add_host_faults (making, host, role);
}

static void
add_between (const Making *making, Intervention *intervention, HostId a, HostId b)
{
  intervention_add_list (intervention, "between", (const char *const[]){ trace_host_name (making->trace, a), trace_host_name (making->trace, b), NULL });
}

static Intervention *
add_way_fault (Making *making, HostId a, HostId b, const char *kind, const char *label, const char *format)
{
  g_autofree char *told = g_strdup_printf (format, trace_host_name (making->trace, a), trace_host_name (making->trace, b));
  Intervention *intervention = add_fault (making, kind, label, told);

  add_between (making, intervention, a, b);
  return intervention;
}

static void
add_way (Making *making, HostId a, HostId b)
{
  g_autofree char *heading = g_strdup_printf ("%s – %s", trace_host_name (making->trace, a), trace_host_name (making->trace, b));

  begin_group (making, heading);
  add_way_fault (making, a, b, "partition", "Cut the way", "the way between %s and %s is cut");
  intervention_add_word (add_way_fault (making, a, b, "loss", "Lose 30 % of the packets", "the way between %s and %s loses 30 %% of the packets"), "percent", "30%");
  begin_group (making, NULL);
}

static void
add_connection (Making *making, guint32 conn)
{
  const GArray *ids = trace_index_connection (player_get_index (making->player), conn);
  const SnapshotConnection *connection = snapshot_find_connection (player_get_snapshot (making->player), conn);
  const TraceRecord *opened = ids->len == 0 ? NULL : trace_get (making->trace, g_array_index (ids, TraceId, 0));
  g_autofree char *port = NULL, *client_port = NULL;
  Intervention *intervention;

  if (opened == NULL || connection == NULL || connection->state != CONNECTION_OPEN)
    return;
  begin_group (making, "This connection");
  port = g_strdup_printf ("%u", opened->code);
  client_port = g_strdup_printf ("%u", opened->item);
  intervention = add_way_fault (making, opened->host, opened->peer, "reset", "Drop it: both sides get an RST", "the connection between %s and %s is dropped");
  intervention_add_word (intervention, "port", port);
  if (opened->item != 0)
    intervention_add_word (intervention, "client-port", client_port);
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

/* One that is lost already can't be lost again, and within a host none is. */
static gboolean
can_be_lost (const Making *making, TraceId packet)
{
  const TraceRecord *record = trace_get (making->trace, packet);

  return record->value >= 0 && record->host != record->peer;
}

/* It is lost from the moment at which it was sent: a little before now. */
static void
add_packet (Making *making, TraceId packet)
{
  const TraceRecord *record = trace_get (making->trace, packet);
  g_autofree char *skip = g_strdup_printf ("%u", count_before (making->trace, packet));
  Intervention *intervention = intervention_new ("faults", record->t, "a packet is lost");

  begin_group (making, "This packet");
  intervention_add_word (intervention, "kind", "lose");
  add_between (making, intervention, record->host, record->peer);
  intervention_add_word (intervention, "skip", skip);
  add (making, ACT_DO, g_strdup ("Lose it"), intervention, NULL);
}

static void
add_end (Making *making, TraceId id)
{
  const TraceRecord *fault = trace_get (making->trace, id);
  g_autofree char *ending = story_fault_ending (making->trace, id);
  g_autofree char *label = g_strdup_printf ("End it: %s", ending);

  add (making, ACT_DO, g_steal_pointer (&label), intervention_new_end (fault->item, making->at - fault->t, making->at, ending), NULL);
}

static gboolean
strikes_mailbox (const Making *making, const TraceRecord *fault)
{
  const char *address = trace_blob (making->trace, making->target->mailbox, NULL);

  return making->target->mailbox != 0 && strcmp (trace_blob (making->trace, fault->note, NULL), address) == 0;
}

/* Whether the fault that record ID began is one of what is pointed at. */
static gboolean
is_of_target (const Making *making, TraceId id)
{
  const ActTarget *target = making->target;
  const TraceRecord *fault = trace_get (making->trace, id);

  if (target->instant || target->fault == id || strikes_mailbox (making, fault))
    return TRUE;
  return (target->host != 0 && fault_mark_strikes (making->trace, fault, target->host))
         || (target->way_a != 0 && fault_mark_strikes_way (making->trace, fault, target->way_a, target->way_b));
}

/* Faults that are in force on what is pointed at. */
static void
add_ends (Making *making)
{
  const Snapshot *snapshot = player_get_snapshot (making->player);

  begin_group (making, NULL);
  for (guint i = 0; i < snapshot->faults->len; i++)
    {
      TraceId id = g_array_index (snapshot->faults, TraceId, i);

      if (is_of_target (making, id))
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

  begin_group (making, NULL);
  if (is_user (making->trace, from))
    add (making, ACT_COMPOSE, g_strdup_printf ("Send another mail from %s…", from), NULL, from);
}

/* Filled, looked into from each device, written from. */
static void
add_mailbox (Making *making, BlobId mailbox)
{
  const Trace *trace = making->trace;
  const char *address = trace_blob (trace, mailbox, NULL);

  begin_group (making, NULL);
  add_mailbox_fault (making, address);
  for (TraceId id = 1; id <= trace_count (trace) && trace_get (trace, id)->t == 0; id++)
    {
      const TraceRecord *record = trace_get (trace, id);

      if (record->kind == TRACE_MAILBOX && record->text == mailbox && record->peer != 0 && is_read (making, record))
        add_look (making, record, g_strdup_printf ("Check mail now on %s", trace_host_name (trace, record->peer)));
    }
  add (making, ACT_COMPOSE, g_strdup_printf ("Send a mail from %s…", address), NULL, address);
}

static void
add_zone (Making *making, BlobId zone)
{
  begin_group (making, NULL);
  add_edit (making, trace_blob (making->trace, zone, NULL));
}

GPtrArray *
act_list_new (Player *player, const ActTarget *target)
{
  Making making = { player, player_get_trace (player), target, 0, g_ptr_array_new_with_free_func (act_free), NULL, FALSE };

  if (!run_can_be_acted_on (player_get_run (player)) || !act_list_find_time (player, &making.at))
    return making.acts;
  add_ends (&making);
  if (target->packet != 0 && can_be_lost (&making, target->packet))
    add_packet (&making, target->packet);
  if (target->connection != 0)
    add_connection (&making, target->connection);
  if (target->mailbox != 0)
    add_mailbox (&making, target->mailbox);
  if (target->zone != 0)
    add_zone (&making, target->zone);
  if (target->host != 0)
    add_host (&making, target->host);
  if (target->way_a != 0)
    add_way (&making, target->way_a, target->way_b);
  if (target->message != 0)
    add_message (&making, target->message);
  return making.acts;
}
