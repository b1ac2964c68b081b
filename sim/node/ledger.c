/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/ledger.h"

#include "sim/codec/mail-address.h"

/* On its way now. */
typedef struct
{
  guint32 conn;
  MessageId message;
  guint recipient;
} Carried;

struct Ledger
{
  Trace *trace; /* borrowed */
  GPtrArray *recipients; /* GPtrArray of char * by MessageId */
  GHashTable *labels;    /* the set of labels in use; never walked */
  GPtrArray *label_of;   /* char * by MessageId, borrowed from labels */
  GArray *carried;       /* Carried */
  guint32 entries, items, queries, live;
};

static void
free_addresses (gpointer addresses)
{
  if (addresses != NULL)
    g_ptr_array_unref (addresses);
}

Ledger *
ledger_new (Trace *trace)
{
  Ledger *ledger = g_new0 (Ledger, 1);

  ledger->trace = trace;
  ledger->recipients = g_ptr_array_new_with_free_func (free_addresses);
  g_ptr_array_add (ledger->recipients, NULL);
  ledger->labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ledger->label_of = g_ptr_array_new ();
  g_ptr_array_add (ledger->label_of, (gpointer) "");
  ledger->carried = g_array_new (FALSE, FALSE, sizeof (Carried));
  return ledger;
}

void
ledger_free (Ledger *ledger)
{
  g_ptr_array_unref (ledger->recipients);
  g_ptr_array_unref (ledger->label_of);
  g_array_unref (ledger->carried);
  g_hash_table_unref (ledger->labels);
  g_free (ledger);
}

static char *
make_live_label (Ledger *ledger)
{
  char *label;

  do
    label = g_strdup_printf ("live-%u", ++ledger->live);
  while (g_hash_table_contains (ledger->labels, label));
  return label;
}

MessageId
ledger_add_message (Ledger *ledger, HostId host, const char *label, MessageClass message_class, MessageId about, const char *from, const char *message_id)
{
  MessageId id = ledger->recipients->len;
  char *own_label = label != NULL ? g_strdup (label) : make_live_label (ledger);
  Trace *trace = ledger->trace;

  g_ptr_array_add (ledger->recipients, g_ptr_array_new_with_free_func (g_free));
  g_hash_table_add (ledger->labels, own_label);
  g_ptr_array_add (ledger->label_of, own_label);
  trace_name_message (trace, id, own_label);
  trace_add (trace, &(TraceRecord){ .kind = TRACE_MESSAGE, .host = host, .code = message_class, .message = id, .conn = about, .item = trace_text (trace, from), .note = trace_text (trace, message_id) });
  return id;
}

char *
ledger_make_report_label (const Ledger *ledger, MessageId about, const char *suffix)
{
  const char *base = g_ptr_array_index (ledger->label_of, about);
  char *label = g_strdup_printf ("%s-%s", base, suffix);

  for (guint number = 2; g_hash_table_contains (ledger->labels, label); number++)
    {
      g_free (label);
      label = g_strdup_printf ("%s-%s-%u", base, suffix, number);
    }
  return label;
}

guint
ledger_add_recipient (Ledger *ledger, HostId host, MessageId message, const char *address, guint instead_of)
{
  GPtrArray *addresses = g_ptr_array_index (ledger->recipients, message);
  Trace *trace = ledger->trace;

  g_ptr_array_add (addresses, g_strdup (address));
  trace_add (trace, &(TraceRecord){ .kind = TRACE_RECIPIENT, .host = host, .message = message, .conn = addresses->len, .item = instead_of, .text = trace_text (trace, address) });
  return addresses->len;
}

guint
ledger_find_recipient (const Ledger *ledger, MessageId message, const char *address)
{
  const GPtrArray *addresses = g_ptr_array_index (ledger->recipients, message);

  for (guint i = addresses->len; i > 0; i--)
    if (mail_address_equal (g_ptr_array_index (addresses, i - 1), address))
      return i;
  return 0;
}

void
ledger_carry (Ledger *ledger, guint32 conn, MessageId message, guint recipient)
{
  const Carried carried = { conn, message, recipient };

  g_array_append_val (ledger->carried, carried);
}

guint
ledger_find_carried (const Ledger *ledger, guint32 conn, MessageId message, const char *address)
{
  const GPtrArray *addresses = g_ptr_array_index (ledger->recipients, message);

  for (guint i = 0; i < ledger->carried->len; i++)
    {
      const Carried *carried = &g_array_index (ledger->carried, Carried, i);

      if (carried->conn == conn && carried->message == message && mail_address_equal (g_ptr_array_index (addresses, carried->recipient - 1), address))
        return carried->recipient;
    }
  return 0;
}

void
ledger_carry_end (Ledger *ledger, guint32 conn)
{
  for (guint i = ledger->carried->len; i > 0; i--)
    if (g_array_index (ledger->carried, Carried, i - 1).conn == conn)
      g_array_remove_index (ledger->carried, i - 1);
}

guint32
ledger_next_entry (Ledger *ledger)
{
  return ++ledger->entries;
}

guint32
ledger_next_item (Ledger *ledger)
{
  return ++ledger->items;
}

guint32
ledger_next_query (Ledger *ledger)
{
  return ++ledger->queries;
}
