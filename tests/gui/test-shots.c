/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of every view, light and dark, in several sizes and with text twice as large, into the folder $SHOTS, to be looked
 * at. What a program can see of them is tested: nothing sticks out of the window, no word is cut that isn't meant to be,
 * nothing is blank.
 */
#include "gui/model/player-steps.h"
#include "gui/view/screenshot.h"
#include "gui/view/stage.h"
#include "gui/view/theme.h"
#include "gui/view/window.h"
#include "tests/gui/lab.h"

#include <glib/gstdio.h>
#include <string.h>

/* The lesson and the instant at which a view has most to show. */
static const struct
{
  const char *view, *lesson;
  SimTime t;
} scenes[] = {
  { "map", "backup-mx", 2 * SIM_SECOND },
  { "ladder", "first-delivery", 1530 * SIM_MILLISECOND },
  { "dialogue", "first-delivery", 1530 * SIM_MILLISECOND },
  { "queue", "five-schedules", 3 * SIM_HOUR },
  { "mailbox", "pop3-and-imap", SIM_MINUTE },
  { "dns", "full-dns", 1500 * SIM_MILLISECOND },
  { "library", "first-delivery", 0 },
};

typedef struct
{
  int width, height;
  double text_scale;
} Form;

static const Form forms[] = { { 1024, 768, 1 }, { 1280, 800, 1 }, { 1920, 1080, 1 }, { 1280, 800, 2 } };

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gboolean
is_cut (GtkWidget *widget)
{
  GtkLabel *label = GTK_LABEL (widget);
  int least;

  if (gtk_label_get_ellipsize (label) != PANGO_ELLIPSIZE_NONE || gtk_label_get_text (label)[0] == '\0')
    return FALSE;
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return gtk_widget_get_width (widget) + gtk_widget_get_margin_start (widget) + gtk_widget_get_margin_end (widget) < least;
}

static gboolean
sticks_out (GtkWidget *widget, GtkWidget *window)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, window, &bounds)
         && (bounds.origin.x < -1 || bounds.origin.x + bounds.size.width > (float) gtk_widget_get_width (window) + 1);
}

static gboolean
scrolls (GtkWidget *widget)
{
  return GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_VIEWPORT (widget);
}

/* What is wrong below WIDGET, in words; NULL for nothing. What is scrolled may stick out. */
static char *
find_fault (GtkWidget *widget, GtkWidget *window)
{
  char *fault = NULL;

  if (!gtk_widget_get_mapped (widget) || scrolls (widget))
    return NULL;
  if (widget != window && sticks_out (widget, window))
    return g_strdup_printf ("%s “%s” sticks out", G_OBJECT_TYPE_NAME (widget), GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : "");
  if (GTK_IS_LABEL (widget) && is_cut (widget))
    return g_strdup_printf ("“%s” is cut", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && fault == NULL; child = gtk_widget_get_next_sibling (child))
    fault = find_fault (child, window);
  return fault;
}

static gboolean
has_size (Window *window, const Form *form)
{
  return ABS (gtk_widget_get_width (GTK_WIDGET (window)) - form->width) <= 40 && ABS (gtk_widget_get_height (GTK_WIDGET (window)) - form->height) <= 40;
}

typedef struct
{
  char *path;
  gboolean taken;
} Shot;

static void
keep (cairo_surface_t *surface, gpointer data)
{
  Shot *shot = data;

  g_assert_cmpint (cairo_surface_write_to_png (surface, shot->path), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpuint (lab_count_colours (surface), >, 100);
  shot->taken = TRUE;
}

static void
shoot (Window *window, const char *folder, guint scene, const Form *form, gboolean dark)
{
  g_autofree char *name = g_strdup_printf ("%s-%dx%d%s%s.png", scenes[scene].view, form->width, form->height, form->text_scale > 1 ? "-text2" : "", dark ? "-dark" : "");
  g_autofree char *fault = NULL;
  Shot shot = { g_build_filename (folder, name, NULL), FALSE };

  settle ();
  screenshot_when_settled (GTK_WIDGET (window), keep, &shot);
  LAB_WAIT (shot.taken);
  g_free (shot.path);
  if (!has_size (window, form))
    {
      g_test_message ("%s: the window has become %d × %d", name, gtk_widget_get_width (GTK_WIDGET (window)), gtk_widget_get_height (GTK_WIDGET (window)));
      g_test_fail ();
    }
  fault = find_fault (GTK_WIDGET (window), GTK_WIDGET (window));
  if (fault == NULL)
    return;
  g_test_message ("%s: %s", name, fault);
  g_test_fail ();
}

static void
assert_view (Window *window, const char *view)
{
  gboolean library;

  g_object_get (window, "library", &library, NULL);
  g_assert_true (library == g_str_equal (view, "library"));
  g_assert_true (library || gtk_widget_get_mapped (window_find_view (window, view)));
}

static void
test_scene (gconstpointer data)
{
  guint scene = GPOINTER_TO_UINT (data);
  const char *given = g_getenv ("SHOTS");
  g_autofree char *folder = g_strdup (given != NULL ? given : "shots");

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (forms); i++)
    {
      const Form *form = &forms[i / 2];
      gboolean dark = i % 2 == 1;
      g_autoptr (Player) player = lab_open (scenes[scene].lesson);
      Window *window = window_new (NULL);

      gtk_window_set_default_size (GTK_WINDOW (window), form->width, form->height);
      window_set_text_scale (window, form->text_scale);
      window_set_dark (window, dark);
      player_seek_time (player, scenes[scene].t);
      window_set_player (window, player);
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", scenes[scene].view));
      gtk_window_present (GTK_WINDOW (window));
      assert_view (window, scenes[scene].view);
      LAB_WAIT (has_size (window, form));
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
      shoot (window, folder, scene, form, dark);
      gtk_window_destroy (GTK_WINDOW (window));
      settle ();
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  theme_start (FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *path = g_strconcat ("/shots/", scenes[i].view, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_scene);
    }
  return g_test_run ();
}
