/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/dialogue-state.h"
#include "gui/draw/hex-dump.h"
#include "gui/draw/session-picture.h"
#include "gui/draw/text-width.h"
#include "gui/draw/trace-frames.h"
#include "gui/model/connection-list.h"
#include "gui/model/dialogue-list.h"
#include "gui/model/player-steps.h"
#include "sim/session/session-tables.h"
#include "tests/gui/lab.h"

#include <gio/gio.h>
#include <string.h>

static const char *const lessons[] = { "first-delivery", "imap-two-devices", "pop3-and-imap", "greylisting", "lossy-link", "hangs-after-data" };

/* Caller unrefs. */
static DialogueTurn *
get_turn (DialogueList *list, guint place)
{
  DialogueTurn *turn = g_list_model_get_item (G_LIST_MODEL (list), place);

  g_assert_nonnull (turn);
  return turn;
}

/* What a list shows that came there step by step is what one shows that was made there; nothing is of the future. */
static void
compare_lists (Player *player, DialogueList *list, guint32 conn)
{
  g_autoptr (DialogueList) fresh = dialogue_list_new ();

  dialogue_list_show (list, player, conn);
  dialogue_list_show (fresh, player, conn);
  g_assert_cmpuint (dialogue_list_count (list), ==, dialogue_list_count (fresh));
  for (guint i = 0; i < dialogue_list_count (list); i++)
    {
      g_autoptr (DialogueTurn) turn = get_turn (list, i), same = get_turn (fresh, i);

      g_assert_cmpuint (dialogue_turn_get_record (turn), ==, dialogue_turn_get_record (same));
      g_assert_cmpstr (dialogue_turn_get_text (turn), ==, dialogue_turn_get_text (same));
      g_assert_cmpuint (dialogue_turn_get_record (turn), <=, player_get_position (player));
      g_assert_cmpint (dialogue_list_find (list, dialogue_turn_get_record (turn)), ==, (int) i);
    }
  g_assert_cmpint (dialogue_list_find (list, G_MAXUINT32), ==, -1);
}

static void
test_list (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (lessons); i++)
    {
      g_autoptr (Player) player = lab_open (lessons[i]);
      g_autoptr (DialogueList) list = dialogue_list_new ();
      guint stops = stops_count (player_get_stops (player)), most = 0;

      for (guint step = 0; step <= 60; step++)
        {
          guint way = step <= 30 ? step : 60 - step;

          player_go_to_stop (player, (stops - 1) * way / 30);
          compare_lists (player, list, 1 + way % 3);
          most = MAX (most, dialogue_list_count (list));
        }
      g_assert_cmpuint (most, >, 10);
      dialogue_list_show (list, player, 0);
      g_assert_cmpuint (dialogue_list_count (list), ==, 0);
    }
}

/* Caller unrefs. */
static DialogueTurn *
find_turn (DialogueList *list, const char *text)
{
  for (guint i = 0; i < dialogue_list_count (list); i++)
    {
      g_autoptr (DialogueTurn) turn = get_turn (list, i);

      if (strstr (dialogue_turn_get_text (turn), text) != NULL)
        return g_steal_pointer (&turn);
    }
  g_error ("nobody said %s", text);
}

static void
test_times (void)
{
  g_autoptr (Player) player = lab_open ("imap-two-devices");
  g_autoptr (DialogueList) list = dialogue_list_new ();
  g_autoptr (DialogueTurn) idle = NULL, pushed = NULL, command = NULL, event = NULL;

  player_go_to_end (player);
  dialogue_list_show (list, player, 3);
  idle = find_turn (list, "+ idling");
  g_assert_cmpstr (dialogue_turn_get_wait (idle), ==, "+20.01 ms");
  g_assert_cmpstr (dialogue_turn_get_clock (idle), ==, "09:00:06.860");
  g_assert_cmpstr (dialogue_turn_get_pause (idle), ==, "");
  g_assert_cmpint (dialogue_turn_get_side (idle), ==, DIALOGUE_SERVER);
  command = find_turn (list, "A6 IDLE");
  event = find_turn (list, "is connected to");
  g_assert_cmpint (dialogue_turn_get_side (command), ==, DIALOGUE_CLIENT);
  g_assert_cmpint (dialogue_turn_get_side (event), ==, DIALOGUE_EVENT);
  pushed = find_turn (list, "* 2 EXISTS");
  g_assert_cmpstr (dialogue_turn_get_pause (pushed), ==, "2 min 54 s later");
  g_assert_cmpstr (dialogue_turn_get_wait (pushed), ==, "");
}

static void
test_cut (void)
{
  g_autofree char *few = dialogue_turn_cut ("a\r\nb\xff\r\n", 7, "C: "), *many = NULL;
  g_autoptr (GString) lines = g_string_new (NULL);

  g_assert_cmpstr (few, ==, "C: a\nC: b\xef\xbf\xbd");
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (lines, "line %u\r\n", i);
  many = dialogue_turn_cut (lines->str, lines->len, "");
  g_assert_nonnull (strstr (many, "line 8\n   … 89 more lines …\nline 98\nline 99"));
  g_assert_null (strstr (many, "line 9\n"));
}

static void
test_choice (void)
{
  g_autoptr (Player) player = lab_open ("pop3-and-imap");
  g_autoptr (ConnectionList) list = connection_list_new (player);
  const Trace *trace = player_get_trace (player);
  g_autoptr (LabelItem) item = NULL;
  g_autofree char *label = NULL;

  player_seek (player, 0);
  connection_list_update (list);
  g_assert_cmpuint (connection_list_choose (list), ==, 0);
  player_go_to_end (player);
  player_set_pinned (player, TRUE);
  connection_list_update (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 4);
  player_select (player, (Selection){ SELECTION_HOST, trace_find_host (trace, "bob.example.org") });
  g_assert_cmpuint (connection_list_choose (list), ==, 3);
  player_select (player, (Selection){ SELECTION_MESSAGE, 1 });
  g_assert_cmpuint (connection_list_choose (list), ==, 2);
  player_select (player, (Selection){ SELECTION_CONNECTION, 1 });
  g_assert_cmpuint (connection_list_choose (list), ==, 1);
  player_select (player, (Selection){ SELECTION_HOST, trace_find_host (trace, "ns.example.org") });
  g_assert_cmpuint (connection_list_choose (list), ==, 4);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_object_get (item, "label", &label, NULL);
  g_assert_cmpstr (label, ==, "09:00:01  alice.example.com → mail.example.com, SMTP submission, port 587");
  player_seek_time (player, 1100 * SIM_MILLISECOND);
  connection_list_update (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
  g_assert_cmpint (connection_list_find (list, 2), ==, -1);
}

/* After which words which state is reached, on the connections of one lesson. */
static const struct
{
  guint32 conn;
  const char *text, *state;
} reached[] = {
  { 1, "220 ", "CONNECTED" },
  { 1, "250-mail", "READY" },
  { 1, "235 ", "READY" },
  { 1, "250 2.1.0", "MAIL" },
  { 1, "250 2.1.5", "RCPT" },
  { 1, "354 ", "DATA" },
  { 1, "250 2.0.0", "READY" },
  { 1, "QUIT", "READY" },
  { 1, "221 ", "CLOSED" },
  { 3, "+OK Send PASS", "AUTHORIZATION" },
  { 3, "+OK Logged in", "TRANSACTION" },
  { 3, "DELE", "TRANSACTION" },
  { 3, "+OK Bye", "UPDATE" },
  { 3, "done with their", "CLOSED" },
  { 4, "A1 LOGIN", "NOT AUTHENTICATED" },
  { 4, "A1 OK", "AUTHENTICATED" },
  { 4, "EXISTS", "SELECTED" },
};

static void
test_states (void)
{
  g_autoptr (Player) player = lab_open ("pop3-and-imap");
  const Trace *trace = player_get_trace (player);

  player_go_to_end (player);
  for (guint i = 0; i < G_N_ELEMENTS (reached); i++)
    {
      const GArray *ids = trace_index_connection (player_get_index (player), reached[i].conn);
      const SessionTable *table = dialogue_state_find_table (trace_get (trace, g_array_index (ids, TraceId, 0))->code);
      g_autoptr (DialogueList) list = dialogue_list_new ();
      g_autoptr (SessionProgress) progress = NULL;
      g_autoptr (DialogueTurn) turn = NULL;

      dialogue_list_show (list, player, reached[i].conn);
      turn = find_turn (list, reached[i].text);
      progress = dialogue_state_new (trace, table, ids, (guint) dialogue_list_find (list, dialogue_turn_get_record (turn)) + 1);
      g_test_message ("%s", reached[i].text);
      g_assert_cmpstr (table->states[session_progress_get_state (progress)], ==, reached[i].state);
    }
}

static guint
count_groups (const Drawing *drawing, const char *class)
{
  guint count = 0, last = G_MAXUINT;

  for (guint i = 0; i < drawing_count (drawing); i++)
    {
      guint group = drawing_get (drawing, i)->group;

      if (group != 0 && group != last && strcmp (drawing_get_group (drawing, group - 1)->class, class) == 0)
        count++;
      last = group;
    }
  return count;
}

static void
check_picture (const Drawing *drawing, const SessionTable *table, double width)
{
  g_assert_cmpuint (count_groups (drawing, "state lit"), ==, 1);
  g_assert_cmpuint (count_groups (drawing, "state"), ==, table->n_states - 1);
  for (guint i = 0; i < drawing_count (drawing); i++)
    {
      const DrawingPart *part = drawing_get (drawing, i);

      if (part->kind != DRAWING_TEXT)
        continue;
      g_assert_cmpfloat (part->points[0].x + text_width (part->text, part->font.size, part->font.bold), <=, width);
      g_assert_cmpfloat (part->points[0].y, <=, drawing_get_height (drawing));
    }
}

/* Wherever a session stands and whatever room there is: one state is lit, and no text passes the edge. */
static void
test_pictures (void)
{
  static const char *const names[] = { "smtp-server", "pop3-server", "imap-server" };
  static const struct
  {
    double width, height;
  } sizes[] = { { 300, 0 }, { 340, 300 }, { 430, 600 } };

  for (guint i = 0; i < G_N_ELEMENTS (names) * G_N_ELEMENTS (sizes); i++)
    {
      const SessionTable *table = session_tables_find (names[i / G_N_ELEMENTS (sizes)]);
      double width = sizes[i % G_N_ELEMENTS (sizes)].width;
      g_autoptr (SessionProgress) progress = session_progress_new (table);
      g_autoptr (Drawing) before = session_picture_new (table, progress, palette_get (FALSE), width, sizes[i % G_N_ELEMENTS (sizes)].height);
      g_autoptr (Drawing) end = NULL;

      check_picture (before, table, width);
      g_assert_cmpuint (count_groups (before, "way"), >, 0);
      session_progress_close (progress);
      end = session_picture_new (table, progress, palette_get (TRUE), width, 0);
      check_picture (end, table, width);
      g_assert_cmpuint (count_groups (end, "last-way"), ==, 1);
    }
}

static void
test_hex (void)
{
  static const guint8 bytes[] = { 0x45, 0, 0x41, 0x7f, 0xff, 0x20, 1, 2, 3, 0x7e };
  g_autofree char *text = hex_dump_write (bytes, sizeof bytes, 8);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpstr (lines[0], ==, "0000  45 00 41 7f ff 20 01 02  E.A.. ..");
  g_assert_cmpstr (lines[1], ==, "0008  03 7e                    .~");
  g_assert_cmpuint (strlen (lines[0]), ==, hex_dump_width (8));
  for (gsize i = 0; i < sizeof bytes; i++)
    {
      guint line, hex, ascii;
      gsize offset;

      hex_dump_place (i, 8, &line, &hex, &ascii);
      g_assert_true (hex_dump_find (sizeof bytes, 8, line, hex + 1, &offset) && offset == i);
      g_assert_true (hex_dump_find (sizeof bytes, 8, line, ascii, &offset) && offset == i);
      g_assert_cmpuint (g_ascii_xdigit_value (lines[line][hex]) * 16 + g_ascii_xdigit_value (lines[line][hex + 1]), ==, bytes[i]);
    }
  g_assert_false (hex_dump_find (sizeof bytes, 8, 0, 3, &(gsize){ 0 }));
  g_assert_false (hex_dump_find (sizeof bytes, 8, 1, 6 + 3 * 5, &(gsize){ 0 }));
}

static gboolean
is_damaged (const PacketAnatomy *anatomy)
{
  for (guint i = 0; i < anatomy->fields->len; i++)
    if (g_str_has_prefix (g_array_index (anatomy->fields, PacketField, i).meaning, "WRONG") || g_str_has_prefix (g_array_index (anatomy->fields, PacketField, i).name, "Not readable"))
      return TRUE;
  return FALSE;
}

/* Every packet of some lessons can be taken apart to its end, and its checksums are right. */
static void
test_frames (void)
{
  static const char *const names[] = { "full-dns", "imap-two-devices", "lossy-link" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (Player) player = lab_open (names[i]);
      const Trace *trace = player_get_trace (player);
      g_autoptr (TraceFrames) frames = trace_frames_new (trace);

      for (TraceId id = 1; id <= trace_count (trace); id++)
        {
          g_autoptr (GByteArray) frame = NULL;
          g_autoptr (PacketAnatomy) anatomy = NULL;

          if (!trace_kind_is_packet (trace_get (trace, id)->kind))
            continue;
          g_assert_true (trace_frames_check (frames, id, NULL));
          frame = trace_frames_write (frames, id);
          anatomy = trace_frames_take_apart (frames, id, frame);
          g_assert_false (is_damaged (anatomy));
          g_assert_cmpint (packet_anatomy_find (anatomy, frame->len - 1), >=, 0);
        }
    }
}

/* A packet of a connection that nobody opened, from a file. */
static void
test_odd_packet (void)
{
  const TraceRecord records[] = { { .kind = TRACE_HOST, .host = 1 }, { .kind = TRACE_TCP, .host = 1, .peer = 2, .conn = 7 } };
  g_autoptr (Trace) trace = trace_new (NULL, TRACE_PACKETS);
  g_autoptr (TraceFrames) frames = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    trace_append (trace, &records[i]);
  frames = trace_frames_new (trace);
  g_assert_false (trace_frames_check (frames, 2, &error));
  g_assert_nonnull (strstr (error->message, "record 2: expected a packet"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dialogue/list", test_list);
  g_test_add_func ("/dialogue/times", test_times);
  g_test_add_func ("/dialogue/cut", test_cut);
  g_test_add_func ("/dialogue/choice", test_choice);
  g_test_add_func ("/dialogue/states", test_states);
  g_test_add_func ("/dialogue/pictures", test_pictures);
  g_test_add_func ("/dialogue/hex", test_hex);
  g_test_add_func ("/dialogue/frames", test_frames);
  g_test_add_func ("/dialogue/odd-packet", test_odd_packet);
  return g_test_run ();
}
