/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/mailbox-stage.h"

#include "gui/model/mailbox-list.h"
#include "gui/model/player-steps.h"
#include "gui/view/cell-row.h"
#include "gui/view/mailbox-grid.h"
#include "gui/view/message-pages.h"
#include "gui/view/theme.h"
#include "tests/gui/lab.h"
#include "tests/gui/stage-lab.h"

#include <string.h>

typedef struct
{
  Player *player;
  GtkWidget *stage, *grid, *pages, *choice;
} Scene;

static gboolean
shows (GtkWidget *widget, const char *text)
{
  g_autofree char *words = NULL;
  GtkTextIter start, end;

  if (GTK_IS_LABEL (widget))
    return strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
  if (!GTK_IS_TEXT_VIEW (widget))
    return FALSE;
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), &start, &end);
  words = gtk_text_buffer_get_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)), &start, &end, FALSE);
  return strstr (words, text) != NULL;
}

static gboolean
has_cell (CellRow *row, const char *text)
{
  const GArray *cells = cell_row_get_cells (row);

  for (guint i = 0; cells != NULL && i < cells->len; i++)
    if (strstr (g_array_index (cells, MailboxCell, i).head, text) != NULL || strstr (g_array_index (cells, MailboxCell, i).detail, text) != NULL)
      return TRUE;
  return FALSE;
}

/* Whether a label, a cell or a text below WIDGET that is to be seen has TEXT in it. */
static gboolean
says (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (shows (widget, text) || (MAILFLOW_IS_CELL_ROW (widget) && has_cell (MAILFLOW_CELL_ROW (widget), text)))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static void
open_scene (Scene *scene, const char *lesson)
{
  scene->stage = stage_lab_open (MAILBOX_STAGE_TYPE, lesson, &scene->player);
  scene->grid = stage_lab_find (scene->stage, MAILBOX_GRID_TYPE);
  scene->pages = stage_lab_find (scene->stage, MESSAGE_PAGES_TYPE);
  scene->choice = stage_lab_find (scene->stage, GTK_TYPE_DROP_DOWN);
}

static void
close_scene (Scene *scene)
{
  stage_lab_close (scene->stage, scene->player);
}

static void
open_page (const Scene *scene, const char *name)
{
  gtk_stack_set_visible_child_name (GTK_STACK (stage_lab_find (scene->pages, GTK_TYPE_STACK)), name);
}

/* Row PLACE of the drop-down: 0 is "the one that is told about". */
static void
choose (const Scene *scene, guint place)
{
  LAB_WAIT (g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (scene->choice))) > place);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (scene->choice), place);
}

/* What POP3 takes away, and what goes back where it was when time does. */
static void
test_pop3 (void)
{
  Scene scene;

  open_scene (&scene, "pop3-and-imap");
  choose (&scene, 2); /* bob's */
  player_seek_time (scene.player, 1500 * SIM_MILLISECOND);
  LAB_WAIT (says (scene.grid, "The mailbox is empty"));
  g_assert_cmpuint (mailbox_grid_count (MAILFLOW_MAILBOX_GRID (scene.grid)), ==, 0);
  player_seek_time (scene.player, 6870 * SIM_MILLISECOND);
  LAB_WAIT (says (scene.grid, "DELE: goes at QUIT") && says (scene.grid, "session of 09:00:06, going on"));
  g_assert_false (says (scene.grid, "removed"));
  player_seek_time (scene.player, 7 * SIM_SECOND);
  LAB_WAIT (says (scene.grid, "DELE: gone with QUIT") && says (scene.grid, "removed 09:00:06"));
  player_seek_time (scene.player, 6 * SIM_SECOND);
  LAB_WAIT (says (scene.grid, "would be no. 1") && !says (scene.grid, "DELE"));
  close_scene (&scene);
}

static void
test_devices (void)
{
  Scene scene;

  open_scene (&scene, "imap-two-devices");
  choose (&scene, 2);
  player_seek_time (scene.player, 8 * SIM_SECOND);
  LAB_WAIT (says (scene.grid, "On laptop.bob") && says (scene.grid, "On phone.bob") && says (scene.grid, "has it, 09:00:06") && says (scene.grid, "not fetched yet"));
  player_go_to_end (scene.player);
  LAB_WAIT (mailbox_grid_count (MAILFLOW_MAILBOX_GRID (scene.grid)) == 2 && !says (scene.grid, "not fetched yet"));
  close_scene (&scene);
}

/* While a message is on its way its header grows; and shrinks when time goes back. */
static void
test_header (void)
{
  Scene scene;

  open_scene (&scene, "first-delivery");
  player_set_pinned (scene.player, TRUE);
  player_select (scene.player, (Selection){ SELECTION_MESSAGE, 1 });
  player_seek_time (scene.player, 1100 * SIM_MILLISECOND);
  LAB_WAIT (says (scene.stage, "m1, mail, on its way"));
  open_page (&scene, "header");
  LAB_WAIT (says (scene.pages, "alice.example.com began it:"));
  g_assert_false (says (scene.pages, "Received:"));
  player_seek_time (scene.player, 1300 * SIM_MILLISECOND);
  LAB_WAIT (says (scene.pages, "mail.example.com put above:") && says (scene.pages, "Received: from alice.example.com"));
  g_assert_false (says (scene.pages, "Return-Path"));
  player_go_to_end (scene.player);
  LAB_WAIT (says (scene.pages, "Return-Path: <alice@example.com>") && !says (scene.stage, "on its way"));
  player_seek_time (scene.player, 1100 * SIM_MILLISECOND);
  LAB_WAIT (!says (scene.pages, "Received:"));
  close_scene (&scene);
}

static void
test_report (void)
{
  Scene scene;
  GtkWidget *stack;

  open_scene (&scene, "unknown-user");
  stack = stage_lab_find (scene.pages, GTK_TYPE_STACK);
  player_go_to_end (scene.player);
  player_set_pinned (scene.player, TRUE);
  player_select (scene.player, (Selection){ SELECTION_MESSAGE, 2 });
  LAB_WAIT (says (scene.stage, "m1-bounce, failure report"));
  LAB_WAIT (says (scene.pages, "Undelivered Mail Returned to Sender") && says (scene.pages, "This is the mail system at host mail.example.com."));
  open_page (&scene, "report");
  LAB_WAIT (says (scene.pages, "Action: failed") && says (scene.pages, "given up: it will not be delivered") && says (scene.pages, "for good: there is no such mailbox"));
  player_select (scene.player, (Selection){ SELECTION_MESSAGE, 1 }); /* no report: its page goes */
  LAB_WAIT (strcmp (gtk_stack_get_visible_child_name (GTK_STACK (stack)), "rendered") == 0);
  open_page (&scene, "source");
  LAB_WAIT (says (scene.pages, "To: bert@example.org"));
  close_scene (&scene);
}

/* A row that is picked is what is looked at, everywhere. */
static void
test_pick (void)
{
  Scene scene;
  GtkSelectionModel *model;
  MessageId message;

  open_scene (&scene, "imap-two-devices");
  player_go_to_end (scene.player);
  choose (&scene, 2);
  LAB_WAIT (mailbox_grid_count (MAILFLOW_MAILBOX_GRID (scene.grid)) == 2);
  model = gtk_list_view_get_model (GTK_LIST_VIEW (stage_lab_find (scene.grid, GTK_TYPE_LIST_VIEW)));
  for (guint row = 0; row < 2; row++)
    {
      gtk_selection_model_select_item (model, row, TRUE);
      message = player_get_selection (scene.player).number;
      g_assert_cmpint (player_get_selection (scene.player).kind, ==, SELECTION_MESSAGE);
      LAB_WAIT (mailbox_stage_get_record (MAILFLOW_MAILBOX_STAGE (scene.stage)) != 0
                && trace_get (player_get_trace (scene.player), mailbox_stage_get_record (MAILFLOW_MAILBOX_STAGE (scene.stage)))->message == message);
      g_assert_cmpuint (message, ==, row + 1);
    }
  close_scene (&scene);
}

/* At any instant, forward and back, nothing of the future. */
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
      g_assert_cmpuint (mailbox_stage_get_record (MAILFLOW_MAILBOX_STAGE (scene.stage)), <=, player_get_position (scene.player));
    }
  LAB_WAIT (mailbox_grid_count (MAILFLOW_MAILBOX_GRID (scene.grid)) == 0);
  player_view_set_palette (scene.stage);
  close_scene (&scene);
}

static void
test_instants (void)
{
  check_instants ("pop3-keeps");
  check_instants ("delay-warning");
  check_instants ("alias-and-list");
}

/* What nobody sees, does nothing; it catches up. */
static void
test_hidden (void)
{
  Scene scene;

  open_scene (&scene, "imap-two-devices");
  choose (&scene, 2);
  player_seek_time (scene.player, SIM_SECOND);
  LAB_WAIT (says (scene.grid, "The mailbox is empty"));
  gtk_widget_set_visible (scene.stage, FALSE);
  player_go_to_end (scene.player);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (mailbox_grid_count (MAILFLOW_MAILBOX_GRID (scene.grid)), ==, 0);
  gtk_widget_set_visible (scene.stage, TRUE);
  LAB_WAIT (mailbox_grid_count (MAILFLOW_MAILBOX_GRID (scene.grid)) == 2);
  close_scene (&scene);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  theme_start (FALSE);
  g_test_add_func ("/mailbox-stage/pop3", test_pop3);
  g_test_add_func ("/mailbox-stage/devices", test_devices);
  g_test_add_func ("/mailbox-stage/header", test_header);
  g_test_add_func ("/mailbox-stage/report", test_report);
  g_test_add_func ("/mailbox-stage/pick", test_pick);
  g_test_add_func ("/mailbox-stage/instants", test_instants);
  g_test_add_func ("/mailbox-stage/hidden", test_hidden);
  return g_test_run ();
}
