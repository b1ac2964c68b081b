/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/gui/stage-lab.h"

#include "gui/view/theme.h"
#include "tests/gui/lab.h"

#include <string.h>

void
stage_lab_start (int *argc, char ***argv)
{
  gtk_test_init (argc, argv);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  theme_start (FALSE);
}

GtkWidget *
stage_lab_open (GType type, const char *lesson, Player **player)
{
  GtkWidget *window = gtk_window_new (), *stage = g_object_new (type, NULL);

  *player = lab_open (lesson);
  gtk_window_set_default_size (GTK_WINDOW (window), 860, 600);
  gtk_window_set_child (GTK_WINDOW (window), stage);
  player_view_set_player (stage, *player);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  return stage;
}

void
stage_lab_close (GtkWidget *stage, Player *player)
{
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (stage)));
  g_object_unref (player);
}

GtkWidget *
stage_lab_find (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = stage_lab_find (child, type);
  return found;
}

PicturePane *
stage_lab_find_pane (GtkWidget *pages)
{
  return MAILFLOW_PICTURE_PANE (gtk_stack_get_visible_child (GTK_STACK (pages)));
}

gboolean
stage_lab_draws (GtkWidget *pages, const char *text)
{
  const Drawing *drawing = picture_pane_get_drawing (stage_lab_find_pane (pages));

  for (guint i = 0; drawing != NULL && i < drawing_count (drawing); i++)
    if (drawing_get (drawing, i)->text != NULL && strstr (drawing_get (drawing, i)->text, text) != NULL)
      return TRUE;
  return FALSE;
}
