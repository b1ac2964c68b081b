/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/ledger.h"

#include "sim/codec/mail-address.h"

struct Ledger
{
  Trace *trace; /* borrowed */
  GPtrArray *recipients; /* GPtrArray of char * by MessageId */
  GHashTable *labels;    /* the set of labels in use; never walked */
  GPtrArray *label_of;   /* char * by MessageId, borrowed from labels */
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
  return ledger;
}

void
ledger_free (Ledger *ledger)
{
  g_ptr_array_unref (ledger->recipients);
  g_ptr_array_unref (ledger->label_of);
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
ledger_add_recipient (Ledger *ledger, HostId host, MessageId message, const char *address)
{
  GPtrArray *addresses = g_ptr_array_index (ledger->recipients, message);
  Trace *trace = ledger->trace;

  g_ptr_array_add (addresses, g_strdup (address));
  trace_add (trace, &(TraceRecord){ .kind = TRACE_RECIPIENT, .host = host, .message = message, .conn = addresses->len, .text = trace_text (trace, address) });
  return addresses->len;
}

guint
ledger_find_recipient (const Ledger *ledger, MessageId message, const char *address)
{
  const GPtrArray *addresses = g_ptr_array_index (ledger->recipients, message);

  for (guint i = 0; i < addresses->len; i++)
    if (mail_address_equal (g_ptr_array_index (addresses, i), address))
      return i + 1;
  return 0;
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
