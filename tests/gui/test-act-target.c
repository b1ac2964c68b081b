/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is pointed at by a record, and what is offered for each kind of it.
 */
#include "gui/model/act-forms.h"
#include "gui/model/act-list.h"
#include "gui/model/player-steps.h"
#include "tests/gui/lab.h"

#include <string.h>

/* The first record of KIND whose text begins with TEXT. */
static TraceId
find_record (const Trace *trace, TraceKind kind, const char *text)
{
  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == kind && g_str_has_prefix (trace_blob (trace, trace_get (trace, id)->text, NULL), text))
      return id;
  g_assert_not_reached ();
}

/* How many acts there are on TARGET whose label begins with WORDS. */
static guint
count_offers (Player *player, ActTarget target, const char *words)
{
  g_autoptr (GPtrArray) acts = act_list_new (player, &target);
  guint count = 0;

  for (guint i = 0; i < acts->len; i++)
    count += g_ptr_array_index (acts, i) != NULL && g_str_has_prefix (((const Act *) g_ptr_array_index (acts, i))->label, words);
  return count;
}

/* PLAYER after the first act on TARGET whose label begins with WORDS; takes PLAYER. */
static Player *
act (Player *player, ActTarget target, const char *words)
{
  g_autoptr (GPtrArray) acts = act_list_new (player, &target);
  Player *after = NULL;

  for (guint i = 0; i < acts->len && after == NULL; i++)
    {
      const Act *offered = g_ptr_array_index (acts, i);
      g_autoptr (GError) error = NULL;

      if (offered == NULL || !g_str_has_prefix (offered->label, words))
        continue;
      after = player_new_after (player, run_act (player_get_run (player), offered->intervention, &error));
      g_assert_no_error (error);
    }
  g_assert_nonnull (after);
  g_object_unref (player);
  return after;
}

static void
test_records (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Trace *trace = player_get_trace (player);
  ActTarget command = act_target_of_record (trace, find_record (trace, TRACE_SMTP_COMMAND, "RCPT"));
  ActTarget question = act_target_of_record (trace, find_record (trace, TRACE_DNS_QUERY, "example.org"));
  ActTarget stored = act_target_of_record (trace, find_record (trace, TRACE_STORED, "bob@"));
  ActTarget start = act_target_of_record (trace, 1), none = { 0 };

  g_assert_cmpuint (command.packet, !=, 0);
  g_assert_cmpuint (command.connection, !=, 0);
  g_assert_cmpuint (command.host, !=, 0);
  g_assert_cmpint (trace_get (trace, question.packet)->kind, ==, TRACE_UDP);
  g_assert_cmpuint (stored.packet, ==, 0);
  g_assert_cmpuint (stored.message, ==, 1);
  g_assert_cmpstr (trace_blob (trace, stored.mailbox, NULL), ==, "bob@example.org");
  g_assert_true (act_target_is_empty (&start));
  g_assert_true (act_target_is_empty (&none));
}

/* Of a question, too, the packet can be lost: it is asked again. */
static void
test_question_lost (void)
{
  g_autoptr (Player) player = lab_open ("first-delivery");
  const Trace *trace = player_get_trace (player);
  TraceId question = find_record (trace, TRACE_DNS_QUERY, "example.org");
  ActTarget target = act_target_of_record (trace, question);
  guint lost = 0;

  player_go_to_record (player, question);
  player = act (g_steal_pointer (&player), target, "Lose it");
  trace = player_get_trace (player);
  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == TRACE_UDP && trace_get (trace, id)->value < 0)
      {
        lost++;
        g_assert_cmpuint (count_offers (player, (ActTarget){ .packet = id }, "Lose it"), ==, 0);
      }
  g_assert_cmpuint (lost, ==, 1);
}

/* It is filled once, not once for itself and once for its server; a full one is emptied. */
static void
test_mailbox (void)
{
  g_autoptr (Player) player = lab_open ("imap-two-devices");
  const Trace *trace = player_get_trace (player);
  const TraceRecord *stored = trace_get (trace, find_record (trace, TRACE_STORED, "bob@"));
  ActTarget target = act_target_of_mailbox (trace, stored->host, stored->text), nowhere = act_target_of_mailbox (trace, 0, 0);

  player_seek_time (player, SIM_SECOND);
  g_assert_true (act_target_is_empty (&nowhere));
  g_assert_cmpuint (count_offers (player, target, "Fill the mailbox of bob@example.org"), ==, 1);
  g_assert_cmpuint (count_offers (player, target, "Send a mail from bob@example.org"), ==, 1);
  g_assert_cmpuint (count_offers (player, target, "Check mail now on "), ==, 2);
  g_assert_cmpuint (count_offers (player, target, "Stop"), ==, 1);
  player = act (g_steal_pointer (&player), target, "Check mail now on ");
  target.host = 0;
  player = act (g_steal_pointer (&player), target, "Fill the mailbox");
  player_seek_time (player, 2 * SIM_SECOND);
  g_assert_cmpuint (count_offers (player, target, "End it"), ==, 1);
  player = act (g_steal_pointer (&player), target, "End it");
  player_seek_time (player, 3 * SIM_SECOND);
  g_assert_cmpuint (count_offers (player, target, "End it"), ==, 0);
}

/* Zones of the scenario's domains can be written anew, others are nobody's; each is offered once. */
static void
test_zones (void)
{
  g_autoptr (Player) player = lab_open ("full-dns");
  const Trace *trace = player_get_trace (player);
  guint zones = 0, edited = 0;

  player_seek_time (player, SIM_SECOND);
  for (TraceId id = 1; id <= player_get_position (player); id++)
    {
      const TraceRecord *record = trace_get (trace, id);
      const char *origin = trace_blob (trace, record->text, NULL);
      g_autoptr (Intervention) intervention = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (Run) run = NULL;

      if (record->kind != TRACE_ZONE)
        continue;
      zones++;
      edited += count_offers (player, act_target_of_record (trace, id), "Edit the ");
      intervention = act_form_zone (player, origin, trace_blob (trace, record->note, NULL));
      run = run_act (player_get_run (player), intervention, &error);
      g_assert_true ((run != NULL) == (count_offers (player, (ActTarget){ .zone = record->text }, "Edit the ") == 1));
    }
  g_assert_cmpuint (edited, ==, 2);
  g_assert_cmpuint (zones, >, edited);
}

/* A fault by its record, and all by the time: each is offered as long as it lasts. */
static void
test_faults (void)
{
  g_autoptr (Player) player = lab_open ("mailbox-full");
  const Trace *trace = player_get_trace (player);
  TraceId fault = find_record (trace, TRACE_FAULT_START, "");
  ActTarget target = act_target_of_record (trace, fault), instant = { .instant = TRUE };

  g_assert_cmpuint (target.fault, ==, fault);
  g_assert_false (act_target_is_empty (&instant));
  target = (ActTarget){ .fault = fault };
  player_go_to_record (player, fault);
  g_assert_cmpuint (count_offers (player, target, "End it"), ==, 1);
  g_assert_cmpuint (count_offers (player, instant, "End it"), ==, 1);
  player = act (g_steal_pointer (&player), instant, "End it");
  player_seek_time (player, SIM_HOUR);
  g_assert_cmpuint (count_offers (player, target, "End it"), ==, 0);
  g_assert_cmpuint (count_offers (player, instant, "End it"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/act-target/records", test_records);
  g_test_add_func ("/act-target/question-lost", test_question_lost);
  g_test_add_func ("/act-target/mailbox", test_mailbox);
  g_test_add_func ("/act-target/zones", test_zones);
  g_test_add_func ("/act-target/faults", test_faults);
  return g_test_run ();
}
