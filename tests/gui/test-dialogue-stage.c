/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/dialogue-stage.h"

#include "gui/model/player-steps.h"
#include "gui/view/field-row.h"
#include "gui/view/packet-view.h"
#include "gui/view/session-view.h"
#include "gui/view/theme.h"
#include "gui/view/turn-list.h"
#include "gui/view/turn-row.h"
#include "tests/gui/lab.h"
#include "tests/gui/stage-lab.h"

#include <string.h>

typedef struct
{
  Player *player;
  GtkWidget *stage, *turns, *session, *packet;
} Scene;

/* Whether a visible label, turn or field below WIDGET has TEXT in it. */
static gboolean
says (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (MAILFLOW_IS_TURN_ROW (widget))
    return strstr (dialogue_turn_get_text (turn_row_get_turn (MAILFLOW_TURN_ROW (widget))), text) != NULL;
  if (MAILFLOW_IS_FIELD_ROW (widget))
    return strstr (field_row_get_text (MAILFLOW_FIELD_ROW (widget)), text) != NULL;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static void
open_scene (Scene *scene, const char *lesson)
{
  scene->stage = stage_lab_open (DIALOGUE_STAGE_TYPE, lesson, &scene->player);
  scene->turns = stage_lab_find (scene->stage, TURN_LIST_TYPE);
  scene->session = stage_lab_find (scene->stage, SESSION_VIEW_TYPE);
  scene->packet = stage_lab_find (scene->stage, PACKET_VIEW_TYPE);
}

static void
close_scene (Scene *scene)
{
  stage_lab_close (scene->stage, scene->player);
}

static guint
count_wanted (const Scene *scene)
{
  guint32 conn = dialogue_stage_get_connection (MAILFLOW_DIALOGUE_STAGE (scene->stage));

  return conn == 0 ? 0 : trace_index_count_until (trace_index_connection (player_get_index (scene->player), conn), player_get_position (scene->player));
}

/* Whether what is selected is a connection that has begun. */
static gboolean
selects_connection (const Scene *scene)
{
  Selection selection = player_get_selection (scene->player);

  return selection.kind == SELECTION_CONNECTION && trace_index_count_until (trace_index_connection (player_get_index (scene->player), selection.number), player_get_position (scene->player)) > 0;
}

/* At any instant, forward and back: the connection that is selected, as far as it has come, and no further. */
static void
check_instants (const char *lesson)
{
  Scene scene;
  guint last;

  open_scene (&scene, lesson);
  last = stops_count (player_get_stops (scene.player)) - 1;
  for (guint step = 0; step <= 16; step++)
    {
      player_go_to_stop (scene.player, last * (step <= 8 ? step : 16 - step) / 8);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      LAB_WAIT (!selects_connection (&scene) || dialogue_stage_get_connection (MAILFLOW_DIALOGUE_STAGE (scene.stage)) == player_get_selection (scene.player).number);
      LAB_WAIT (turn_list_count (MAILFLOW_TURN_LIST (scene.turns)) == count_wanted (&scene));
      g_assert_cmpuint (dialogue_stage_get_record (MAILFLOW_DIALOGUE_STAGE (scene.stage)), <=, player_get_position (scene.player));
    }
  close_scene (&scene);
}

static void
test_instants (void)
{
  check_instants ("first-delivery");
  check_instants ("imap-two-devices");
  check_instants ("greylisting");
  check_instants ("dns-timeout");
}

static void
test_start (void)
{
  Scene scene;

  open_scene (&scene, "first-delivery");
  player_seek (scene.player, 0);
  LAB_WAIT (says (scene.stage, "No connection has been opened yet"));
  player_seek_time (scene.player, 1100 * SIM_MILLISECOND);
  LAB_WAIT (says (scene.turns, "EHLO alice.example.com"));
  g_assert_false (says (scene.stage, "No connection has been opened yet"));
  close_scene (&scene);
}

static void
test_state (void)
{
  Scene scene;

  open_scene (&scene, "first-delivery");
  player_seek_time (scene.player, 1200 * SIM_MILLISECOND);
  LAB_WAIT (strcmp (session_view_get_state (MAILFLOW_SESSION_VIEW (scene.session)), "DATA") == 0);
  player_seek_time (scene.player, 1050 * SIM_MILLISECOND);
  LAB_WAIT (strcmp (session_view_get_state (MAILFLOW_SESSION_VIEW (scene.session)), "CONNECTED") == 0);
  close_scene (&scene);
}

/* A turn that is picked is where the player goes; what was said after it is no longer shown. */
static void
test_pick (void)
{
  Scene scene;
  GtkSelectionModel *model;
  TraceId record;
  guint before;

  open_scene (&scene, "first-delivery");
  player_seek_time (scene.player, 1250 * SIM_MILLISECOND);
  LAB_WAIT (turn_list_count (MAILFLOW_TURN_LIST (scene.turns)) > 10);
  before = turn_list_count (MAILFLOW_TURN_LIST (scene.turns));
  model = gtk_list_view_get_model (GTK_LIST_VIEW (stage_lab_find (scene.turns, GTK_TYPE_LIST_VIEW)));
  gtk_selection_model_select_item (model, 3, TRUE);
  record = player_get_record (scene.player);
  g_assert_cmpuint (trace_get (player_get_trace (scene.player), record)->kind, ==, TRACE_SMTP_COMMAND);
  LAB_WAIT (turn_list_count (MAILFLOW_TURN_LIST (scene.turns)) < before);
  g_assert_cmpuint (turn_list_get_record (MAILFLOW_TURN_LIST (scene.turns)), ==, record);
  g_assert_cmpuint (dialogue_stage_get_record (MAILFLOW_DIALOGUE_STAGE (scene.stage)), ==, record);
  close_scene (&scene);
}

static gboolean
shows_bytes (const Scene *scene, const char *text)
{
  GtkWidget *view = stage_lab_find (scene->packet, GTK_TYPE_TEXT_VIEW);
  GtkTextIter start, end;
  g_autofree char *bytes = NULL;

  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &start, &end);
  bytes = gtk_text_buffer_get_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), &start, &end, FALSE);
  return strstr (bytes, text) != NULL;
}

static void
test_packet (void)
{
  Scene scene;
  TraceId query = 1;

  open_scene (&scene, "first-delivery");
  player_seek_time (scene.player, 1090 * SIM_MILLISECOND);
  LAB_WAIT (says (scene.packet, "From alice.example.com to mail.example.com") && shows_bytes (&scene, "0038  4c 4f 20 61 6c")); /* LO al */
  LAB_WAIT (says (scene.packet, "SMTP (RFC 5321)"));
  while (trace_get (player_get_trace (scene.player), query)->kind != TRACE_DNS_QUERY)
    query++;
  player_go_to_record (scene.player, query);
  LAB_WAIT (says (scene.packet, "Beside this connection: a datagram"));
  LAB_WAIT (says (scene.packet, "DNS (RFC 1035)"));
  close_scene (&scene);
}

static TraceId
find_packet_again (const Trace *trace)
{
  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_get (trace, id)->kind == TRACE_TCP && (trace_get (trace, id)->code & TCP_AGAIN) && trace_get (trace, id)->value >= 0)
      return id;
  g_error ("nothing is sent again");
}

/* A packet that is told about itself; its dialogue stays. */
static void
test_again (void)
{
  Scene scene;
  TraceId again;

  open_scene (&scene, "lossy-link");
  again = find_packet_again (player_get_trace (scene.player));
  player_go_to_record (scene.player, again);
  LAB_WAIT (says (scene.packet, ", sent again"));
  g_assert_cmpuint (dialogue_stage_get_record (MAILFLOW_DIALOGUE_STAGE (scene.stage)), ==, again);
  close_scene (&scene);
}

/* What nobody sees, does nothing; it catches up. */
static void
test_hidden (void)
{
  Scene scene;
  TraceId before;

  open_scene (&scene, "first-delivery");
  player_seek_time (scene.player, 1090 * SIM_MILLISECOND);
  LAB_WAIT (turn_list_count (MAILFLOW_TURN_LIST (scene.turns)) == count_wanted (&scene));
  before = dialogue_stage_get_record (MAILFLOW_DIALOGUE_STAGE (scene.stage));
  gtk_widget_set_visible (scene.stage, FALSE);
  player_go_to_end (scene.player);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (dialogue_stage_get_record (MAILFLOW_DIALOGUE_STAGE (scene.stage)), ==, before);
  gtk_widget_set_visible (scene.stage, TRUE);
  LAB_WAIT (turn_list_count (MAILFLOW_TURN_LIST (scene.turns)) == count_wanted (&scene) && dialogue_stage_get_record (MAILFLOW_DIALOGUE_STAGE (scene.stage)) != before);
  close_scene (&scene);
}

/* Folded, the packet leaves its room to the dialogue, and takes it back. */
static void
test_fold (void)
{
  Scene scene;
  GtkWidget *fold;
  int open, height;

  open_scene (&scene, "first-delivery");
  player_seek_time (scene.player, 1090 * SIM_MILLISECOND);
  LAB_WAIT (gtk_widget_get_height (scene.turns) > 0 && says (scene.packet, "SMTP (RFC 5321)"));
  fold = stage_lab_find (scene.stage, GTK_TYPE_EXPANDER);
  open = gtk_widget_get_height (scene.turns);
  height = gtk_widget_get_height (scene.stage);
  gtk_expander_set_expanded (GTK_EXPANDER (fold), FALSE);
  LAB_WAIT (gtk_widget_get_height (scene.turns) > height * 3 / 4);
  gtk_expander_set_expanded (GTK_EXPANDER (fold), TRUE);
  LAB_WAIT (gtk_widget_get_height (scene.turns) == open);
  close_scene (&scene);
}

/* Another run: its connections have the same numbers. */
static void
test_other_player (void)
{
  Scene scene;
  g_autoptr (Player) other = lab_open ("pop3-and-imap");

  open_scene (&scene, "imap-two-devices");
  player_go_to_end (scene.player);
  LAB_WAIT (turn_list_count (MAILFLOW_TURN_LIST (scene.turns)) > 0);
  player_go_to_end (other);
  player_view_set_player (scene.stage, other);
  player_select (other, (Selection){ SELECTION_CONNECTION, 3 });
  LAB_WAIT (says (scene.stage, "POP3, port 110"));
  LAB_WAIT (strcmp (session_view_get_state (MAILFLOW_SESSION_VIEW (scene.session)), "CLOSED") == 0);
  player_view_set_palette (scene.stage);
  close_scene (&scene);
}

/* As high as its words, all of WIDTH theirs, when they are laid out. */
static int
lay_out (GtkWidget *row, const char *text, int width)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (row, text);
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (gtk_widget_get_pango_context (row)));
  int height;

  pango_font_description_set_family_static (font, "monospace");
  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_get_pixel_size (layout, NULL, &height);
  pango_font_description_free (font);
  return height;
}

/* What is counted and what is laid out come to the same; and so narrow, there is no time beside the words. */
static void
test_heights (void)
{
  g_autoptr (Player) player = lab_open ("pop3-and-imap");
  g_autoptr (DialogueList) list = dialogue_list_new ();
  GtkWidget *row = g_object_ref_sink (turn_row_new ());
  guint wrapped = 0;

  player_go_to_end (player);
  dialogue_list_show (list, player, 3);
  for (guint i = 0; i < dialogue_list_count (list); i++)
    {
      g_autoptr (DialogueTurn) turn = g_list_model_get_item (G_LIST_MODEL (list), i);
      int high, low;

      if (dialogue_turn_get_side (turn) == DIALOGUE_EVENT || dialogue_turn_get_pause (turn)[0] != '\0')
        continue;
      turn_row_set_turn (MAILFLOW_TURN_ROW (row), turn);
      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, 160, &high, NULL, NULL, NULL);
      gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, 2000, &low, NULL, NULL, NULL);
      g_assert_cmpint (high, ==, lay_out (row, dialogue_turn_get_text (turn), 160));
      g_assert_cmpint (low, >=, lay_out (row, dialogue_turn_get_text (turn), 1800));
      wrapped += high > low;
    }
  g_assert_cmpuint (wrapped, >, 3);
  g_object_unref (row);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  theme_start (FALSE);
  g_test_add_func ("/dialogue-stage/instants", test_instants);
  g_test_add_func ("/dialogue-stage/start", test_start);
  g_test_add_func ("/dialogue-stage/state", test_state);
  g_test_add_func ("/dialogue-stage/pick", test_pick);
  g_test_add_func ("/dialogue-stage/packet", test_packet);
  g_test_add_func ("/dialogue-stage/again", test_again);
  g_test_add_func ("/dialogue-stage/hidden", test_hidden);
  g_test_add_func ("/dialogue-stage/fold", test_fold);
  g_test_add_func ("/dialogue-stage/other-player", test_other_player);
  g_test_add_func ("/dialogue-stage/heights", test_heights);
  return g_test_run ();
}
