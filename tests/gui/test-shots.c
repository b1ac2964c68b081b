/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of every view and its pages, of popovers, forms and the other windows: in several sizes up to 3840 × 2160, with
 * text of the usual size and twice as large, light, dark and in high contrast, into the folder $SHOTS, to be looked at.
 * What a program can see of them is tested. With $MAILFLOW_FEW_SHOTS each is taken once, in sizes and colours by turns.
 */
#include "gui/model/player-steps.h"
#include "gui/view/answer-form.h"
#include "gui/view/composer.h"
#include "gui/view/map-view.h"
#include "gui/view/screenshot.h"
#include "gui/view/stage.h"
#include "gui/view/theme.h"
#include "gui/view/window.h"
#include "gui/view/zone-form.h"
#include "tests/gui/lab.h"
#include "tests/gui/shot-faults.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  const char *name, *view, *lesson;
  SimTime t;
  void (*open) (Window *window); /* what comes above the view; NULL: nothing does */
} Scene;

static void
open_key (Window *window)
{
  map_view_show_key (MAILFLOW_MAP_VIEW (window_find_view (window, "map")), TRUE);
}

static void
open_until (Window *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.until", NULL);
}

static void
open_live (Window *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.live", NULL);
}

static void
open_menu (Window *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.act", NULL);
}

static void
open_answer (Window *window)
{
  answer_form_present (window, "mail.example.org");
}

static void
open_zone (Window *window)
{
  zone_form_present (window, "example.org");
}

static void
open_composer (Window *window)
{
  composer_present (window, NULL);
}

static void
open_shortcuts (Window *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.shortcuts", NULL);
}

static void
open_about (Window *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.about", NULL);
}

/* The lesson and the instant at which there is most to show; and the first instant, at which there is least. */
static const Scene scenes[] = {
  { "map", "map", "backup-mx", 2 * SIM_SECOND, NULL },
  { "map-key", "map", "greylisting", 2 * SIM_SECOND, open_key },
  { "ladder", "ladder", "first-delivery", 1530 * SIM_MILLISECOND, NULL },
  { "dialogue", "dialogue", "first-delivery", 1530 * SIM_MILLISECOND, NULL },
  { "dialogue-empty", "dialogue", "first-delivery", 0, NULL },
  { "queue-entries", "queue/entries", "five-schedules", 3 * SIM_HOUR, NULL },
  { "queue-schedules", "queue/schedules", "five-schedules", 3 * SIM_HOUR, NULL },
  { "queue-empty", "queue/entries", "first-delivery", 0, NULL },
  { "mailbox-rendered", "mailbox/rendered", "pop3-and-imap", SIM_MINUTE, NULL },
  { "mailbox-source", "mailbox/source", "pop3-and-imap", SIM_MINUTE, NULL },
  { "mailbox-header", "mailbox/header", "pop3-and-imap", SIM_MINUTE, NULL },
  { "mailbox-report", "mailbox/report", "unknown-user", SIM_MINUTE, NULL },
  { "mailbox-empty", "mailbox", "first-delivery", 0, NULL },
  { "dns-lookup", "dns/lookup", "full-dns", 1500 * SIM_MILLISECOND, NULL },
  { "dns-caches", "dns/caches", "full-dns", 1500 * SIM_MILLISECOND, NULL },
  { "dns-zones", "dns/zones", "full-dns", 1500 * SIM_MILLISECOND, NULL },
  { "dns-empty", "dns/lookup", "first-delivery", 0, NULL },
  { "library", "library", "first-delivery", 0, NULL },
  { "until", "map", "greylisting", SIM_SECOND, open_until },
  { "live", "map", "first-delivery", SIM_SECOND, open_live },
  { "act-menu", "map", "greylisting", SIM_SECOND, open_menu },
  { "answer-form", "map", "first-delivery", SIM_SECOND, open_answer },
  { "zone-form", "map", "first-delivery", SIM_SECOND, open_zone },
  { "composer", "map", "first-delivery", SIM_SECOND, open_composer },
  { "shortcuts", "map", "first-delivery", SIM_SECOND, open_shortcuts },
  { "about", "map", "first-delivery", SIM_SECOND, open_about },
};

typedef struct
{
  int width, height;
  double text_scale;
} Form;

static const Form forms[] = { { 1024, 768, 1 }, { 1280, 800, 1 }, { 1920, 1080, 1 }, { 3840, 2160, 1 }, { 1024, 768, 2 }, { 1280, 800, 2 }, { 1920, 1080, 2 } };

/* What lies above the window doesn't change with its size. */
static const Form forms_above[] = { { 1024, 768, 1 }, { 1024, 768, 2 } };

typedef struct
{
  const char *name;
  gboolean dark, high_contrast;
} Looks;

static const Looks looks[] = { { "", FALSE, FALSE }, { "-dark", TRUE, FALSE }, { "-high-contrast", FALSE, TRUE }, { "-high-contrast-dark", TRUE, TRUE } };

enum
{
  FRAMES_TO_SETTLE = 3, /* what is filled in between frames is measured in the next ones */
};

static char *folder;
static gboolean few;

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static gboolean
is_above (const Scene *scene)
{
  return scene->open != NULL && scene->open != open_key;
}

static gboolean
has_size (Window *window, const Form *form)
{
  return ABS (gtk_widget_get_width (GTK_WIDGET (window)) - form->width) <= 40 && ABS (gtk_widget_get_height (GTK_WIDGET (window)) - form->height) <= 40;
}

static void
complain (const char *shot, const char *fault)
{
  g_test_message ("%s: %s", shot, fault);
  g_test_fail ();
}

/* The popover that is open, or NULL. */
static GtkWidget *
find_popover (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_popover (child);
  return found;
}

/* The window that is above WINDOW, or NULL. */
static GtkWidget *
find_above (Window *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) top = g_list_model_get_item (toplevels, i);

      if (top != GTK_WIDGET (window) && gtk_widget_get_mapped (top))
        return top;
    }
  return NULL;
}

typedef struct
{
  cairo_surface_t *surface;
} Shot;

static void
take (cairo_surface_t *surface, gpointer data)
{
  ((Shot *) data)->surface = cairo_surface_reference (surface);
}

static cairo_surface_t *
render (GtkWidget *top)
{
  Shot shot = { NULL };

  screenshot_when_settled (top, take, &shot);
  LAB_WAIT (shot.surface != NULL);
  return shot.surface;
}

/* A popover has a surface of its own. */
static void
put_above (cairo_surface_t *surface, GtkWidget *popover)
{
  GdkSurface *own = gtk_native_get_surface (GTK_NATIVE (popover));
  cairo_surface_t *above = screenshot_render (popover);
  cairo_t *cr = cairo_create (surface);

  g_assert_nonnull (above);
  cairo_set_source_surface (cr, above, gdk_popup_get_position_x (GDK_POPUP (own)), gdk_popup_get_position_y (GDK_POPUP (own)));
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (above);
}

/* How many of the pixels, of which some are looked at, have this colour. */
static double
find_share (cairo_surface_t *surface, Colour colour)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  const guchar *data = cairo_image_surface_get_data (surface);
  guint32 wanted = 0xff000000u | (guint32) (colour.red * 255 + 0.5) << 16 | (guint32) (colour.green * 255 + 0.5) << 8 | (guint32) (colour.blue * 255 + 0.5);
  guint found = 0, seen = 0;

  for (int y = 0; y < height; y += 3)
    for (int x = y % 7; x < width; x += 7, seen++)
      found += ((const guint32 *) (gconstpointer) (data + (gsize) y * (gsize) cairo_image_surface_get_stride (surface)))[x] == wanted;
  return (double) found / MAX (seen, 1);
}

/* All is painted in the colours that were chosen last, and nothing in those before. */
static void
check_colours (cairo_surface_t *surface, const char *name)
{
  const Palette *now = theme_get_palette ();

  cairo_surface_flush (surface);
  if (find_share (surface, now->paper) + find_share (surface, now->card) < 0.05)
    complain (name, "it hasn't the colours that were chosen");
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      const Palette *other = looks[i].high_contrast ? palette_get_high_contrast (looks[i].dark) : palette_get (looks[i].dark);

      if (other->dark != now->dark && find_share (surface, other->card) > 0.02 && colour_contrast (other->card, now->ink) > 1)
        complain (name, "a part of it has the colours of before");
    }
}

/* Nothing is blank. */
static gboolean
has_colours (cairo_surface_t *surface, guint least)
{
  g_autoptr (GHashTable) colours = g_hash_table_new (NULL, NULL);
  const guchar *data = cairo_image_surface_get_data (surface);

  for (int y = 0; y < cairo_image_surface_get_height (surface) && g_hash_table_size (colours) < least; y += 2)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      g_hash_table_add (colours, GUINT_TO_POINTER (((const guint32 *) (gconstpointer) (data + (gsize) y * (gsize) cairo_image_surface_get_stride (surface)))[x]));
  return g_hash_table_size (colours) >= least;
}

static void
shoot (Window *window, const Scene *scene, const char *name)
{
  GtkWidget *other = find_above (window), *top = other != NULL ? other : GTK_WIDGET (window), *popover = find_popover (top);
  g_autofree char *path = g_build_filename (folder, name, NULL), *fault = shot_faults_find (top), *above = popover == NULL ? NULL : shot_faults_find (popover);
  cairo_surface_t *surface = render (top);

  if (other == NULL)
    check_colours (surface, name);
  g_assert_true (!is_above (scene) || other != NULL || popover != NULL);
  if (popover != NULL)
    put_above (surface, popover);
  if (fault != NULL)
    complain (name, fault);
  if (above != NULL)
    complain (name, above);
  g_assert_true (has_colours (surface, 20));
  g_assert_cmpint (cairo_surface_write_to_png (surface, path), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
}

static void
choose_looks (Window *window, const Looks *chosen)
{
  window_set_dark (window, chosen->dark);
  window_set_high_contrast (window, chosen->high_contrast);
}

/* FORM of SCENE, in one of the looks or, with -1, in all of them. */
static void
shoot_form (Window *window, const Scene *scene, const Form *form, int only)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree char *name = g_strdup_printf ("%s-%dx%d%s%s.png", scene->name, form->width, form->height, form->text_scale > 1 ? "-text2" : "", looks[i].name);

      if (only >= 0 && only != (int) i)
        continue;
      choose_looks (window, &looks[i]);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
      settle ();
      shoot (window, scene, name);
      if (!has_size (window, form))
        complain (name, "the window is larger than it was asked to be");
    }
}

static void
assert_view (Window *window, const char *view)
{
  g_auto (GStrv) parts = g_strsplit (view, "/", 2);
  gboolean library;

  g_object_get (window, "library", &library, NULL);
  g_assert_true (library == g_str_equal (view, "library"));
  if (library)
    return;
  g_assert_true (gtk_widget_get_mapped (window_find_view (window, parts[0])));
  if (parts[1] != NULL)
    {
      g_autofree char *page = NULL;

      LAB_WAIT ((g_free (page), g_object_get (window_find_view (window, parts[0]), "page", &page, NULL), g_strcmp0 (page, parts[1]) == 0));
    }
}

static Window *
open_window (const Scene *scene, Player *player, const Form *form)
{
  Window *window = window_new (NULL);

  gtk_window_set_default_size (GTK_WINDOW (window), form->width, form->height);
  window_set_text_scale (window, form->text_scale);
  player_seek_time (player, scene->t);
  window_set_player (window, player);
  if (scene->open == open_menu)
    player_select (player, (Selection){ SELECTION_HOST, 1 });
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", scene->view));
  gtk_window_present (GTK_WINDOW (window));
  LAB_WAIT (has_size (window, form));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  assert_view (window, scene->view);
  for (guint i = 0; i < FRAMES_TO_SETTLE; i++)
    gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  if (scene->open != NULL)
    scene->open (window);
  if (is_above (scene))
    LAB_WAIT (find_popover (GTK_WIDGET (window)) != NULL || find_above (window) != NULL);
  return window;
}

static void
close_window (Window *window)
{
  GtkWidget *above = find_above (window), *popover = find_popover (GTK_WIDGET (window));

  if (above != NULL)
    gtk_window_destroy (GTK_WINDOW (above));
  if (popover != NULL)
    {
      gtk_popover_popdown (GTK_POPOVER (popover));
      LAB_WAIT (find_popover (GTK_WIDGET (window)) == NULL);
      settle ();
    }
  window_set_text_scale (window, 1);
  choose_looks (window, &looks[0]);
  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

/* The largest ones take long, and so only one scene is taken in that size. */
static guint
choose_form (guint index, const Form *all, guint count)
{
  guint chosen = index % count;

  return all[chosen].width > 2000 && index >= count ? chosen - 1 : chosen;
}

static void
test_scene (gconstpointer data)
{
  guint index = GPOINTER_TO_UINT (data), count = is_above (&scenes[index]) ? G_N_ELEMENTS (forms_above) : G_N_ELEMENTS (forms);
  const Form *all = is_above (&scenes[index]) ? forms_above : forms;
  g_autoptr (Player) player = lab_open (scenes[index].lesson);

  for (guint i = 0; i < count; i++)
    if (!few || i == choose_form (index, all, count))
      {
        Window *window = open_window (&scenes[index], player, &all[i]);

        shoot_form (window, &scenes[index], &all[i], few ? (int) (index % G_N_ELEMENTS (looks)) : -1);
        close_window (window);
      }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  theme_start (FALSE);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()), "/org/mailflow/Mailflow/icons"); /* as the application does */
  few = g_getenv ("MAILFLOW_FEW_SHOTS") != NULL;
  folder = g_strdup (g_getenv ("SHOTS") != NULL ? g_getenv ("SHOTS") : "shots");
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *path = g_strconcat ("/shots/", scenes[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_scene);
    }
  return g_test_run ();
}
