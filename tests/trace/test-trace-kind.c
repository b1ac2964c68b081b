/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/trace/trace-kind.h"

#include <string.h>

/* Every kind has its row, a name of its own, and no two fields of one name. */
static void
test_table (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (TraceKind kind = TRACE_RUN_START; kind < N_TRACE_KINDS; kind++)
    {
      const TraceKindInfo *info = trace_kind_info (kind);
      g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_nonnull (info->name);
      g_assert_true (g_hash_table_add (names, (gpointer) info->name));
      g_assert_cmpint (trace_kind_find (info->name), ==, kind);
      g_assert_cmpint (info->level, >, TRACE_NONE);
      for (guint slot = 0; slot < N_SLOTS; slot++)
        {
          g_assert_true ((info->fields[slot].name == NULL) == (info->fields[slot].type == FIELD_NONE));
          if (info->fields[slot].name != NULL)
            g_assert_true (g_hash_table_add (fields, (gpointer) info->fields[slot].name));
        }
      g_assert_false (g_hash_table_contains (fields, "kind") || g_hash_table_contains (fields, "host") || g_hash_table_contains (fields, "id"));
    }
}

/* The kinds of a level stand together, from the fewest records to the most. */
static void
test_levels (void)
{
  TraceLevel last = TRACE_MAIL;

  for (TraceKind kind = TRACE_RUN_START; kind < N_TRACE_KINDS; kind++)
    {
      g_assert_cmpint (trace_kind_info (kind)->level, >=, last);
      last = trace_kind_info (kind)->level;
    }
  g_assert_cmpint (trace_kind_info (TRACE_FETCHED)->level, ==, TRACE_MAIL);
  g_assert_cmpint (trace_kind_info (TRACE_DNS_QUERY)->level, ==, TRACE_LINES);
  g_assert_cmpint (trace_kind_info (TRACE_TCP)->level, ==, TRACE_PACKETS);
}

static void
test_names (void)
{
  g_assert_cmpint (trace_kind_find ("smtp-reply"), ==, TRACE_SMTP_REPLY);
  g_assert_cmpint (trace_kind_find ("SMTP-reply"), ==, TRACE_KIND_NONE);
  g_assert_cmpint (trace_kind_find ("none"), ==, TRACE_KIND_NONE);
  g_assert_cmpint (trace_kind_find (""), ==, TRACE_KIND_NONE);
  g_assert_cmpstr (host_role_name (HOST_RESOLVER), ==, "resolver");
  g_assert_cmpstr (host_state_name (HOST_REFUSING), ==, "refusing");
  g_assert_cmpstr (message_class_name (MESSAGE_DELAY_REPORT), ==, "delay-report");
}

/* Each kind is of one sort at most, and only servers answer. */
static void
test_sorts (void)
{
  for (TraceKind kind = TRACE_KIND_NONE; kind < N_TRACE_KINDS; kind++)
    {
      const TraceRecord record = { .kind = kind, .note = 7 };
      gboolean has_content = kind == TRACE_COMPOSED || kind == TRACE_ACCEPTED || kind == TRACE_STORED || kind == TRACE_FETCHED;

      g_assert_false (trace_kind_is_dialogue (kind) && trace_kind_is_packet (kind));
      g_assert_true (trace_kind_is_dialogue (kind) || !trace_kind_is_answer (kind));
      g_assert_cmpint (trace_kind_is_packet (kind), ==, kind == TRACE_TCP || kind == TRACE_UDP);
      g_assert_cmpuint (trace_record_get_content (&record), ==, has_content ? 7 : 0);
    }
  g_assert_true (trace_kind_is_dialogue (TRACE_SMTP_DATA));
  g_assert_false (trace_kind_is_answer (TRACE_SMTP_DATA));
  g_assert_false (trace_kind_is_dialogue (TRACE_DNS_ANSWER));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trace-kind/table", test_table);
  g_test_add_func ("/trace-kind/levels", test_levels);
  g_test_add_func ("/trace-kind/names", test_names);
  g_test_add_func ("/trace-kind/sorts", test_sorts);
  return g_test_run ();
}
