/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/screenshot.h"

enum
{
  FRAMES_TO_SETTLE = 6, /* lists scroll and bars get their sizes in the first ones */
};

typedef struct
{
  GtkWidget *window;
  ScreenshotFunc done;
  gpointer user;
  guint frames;
  gboolean quiet; /* all that was put off is done */
} Screenshot;

typedef struct
{
  GtkWidget *window;
  char *file;
  int *status;
} Shot;

cairo_surface_t *
screenshot_render (GtkWidget *window)
{
  int width = gtk_widget_get_width (window), height = gtk_widget_get_height (window);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  cairo_surface_t *surface;
  cairo_t *cr;

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return NULL;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cr = cairo_create (surface);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  gsk_render_node_unref (node);
  return surface;
}

static gboolean
on_quiet (gpointer data)
{
  Screenshot *screenshot = data;

  screenshot->quiet = TRUE;
  gtk_widget_queue_draw (screenshot->window);
  return G_SOURCE_REMOVE;
}

static void
finish (GdkFrameClock *frame_clock, Screenshot *screenshot, cairo_surface_t *surface)
{
  g_signal_handlers_disconnect_by_data (frame_clock, screenshot);
  screenshot->done (surface, screenshot->user);
  cairo_surface_destroy (surface);
  g_object_unref (screenshot->window);
  g_free (screenshot);
}

/* A widget can be copied when it was painted and nothing has changed since: all that is put off until nothing else is to be
 * done, as texts do with their lines, is done before. */
static void
on_painted (GdkFrameClock *frame_clock, Screenshot *screenshot)
{
  cairo_surface_t *surface = screenshot->quiet ? screenshot_render (screenshot->window) : NULL;

  if (surface != NULL)
    finish (frame_clock, screenshot, surface);
  else if (++screenshot->frames == FRAMES_TO_SETTLE)
    g_idle_add_full (G_PRIORITY_LOW, on_quiet, screenshot, NULL);
  else if (screenshot->frames < FRAMES_TO_SETTLE || screenshot->quiet)
    gtk_widget_queue_draw (screenshot->window);
}

void
screenshot_when_settled (GtkWidget *window, ScreenshotFunc done, gpointer user)
{
  Screenshot *screenshot = g_new0 (Screenshot, 1);

  screenshot->window = g_object_ref (window);
  screenshot->done = done;
  screenshot->user = user;
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_painted), screenshot);
  gtk_widget_queue_draw (window);
}

static void
write_picture (cairo_surface_t *surface, gpointer data)
{
  Shot *shot = data;
  cairo_status_t written = cairo_surface_write_to_png (surface, shot->file);

  if (written != CAIRO_STATUS_SUCCESS)
    {
      g_printerr ("mailflow-gtk: %s: %s\n", shot->file, cairo_status_to_string (written));
      *shot->status = 2;
    }
  g_idle_add_once ((GSourceOnceFunc) gtk_window_close, shot->window);
  g_free (shot->file);
  g_free (shot);
}

void
screenshot_take (GtkWindow *window, const char *file, int *status)
{
  Shot *shot = g_new0 (Shot, 1);

  shot->window = GTK_WIDGET (window);
  shot->file = g_strdup (file);
  shot->status = status;
  screenshot_when_settled (shot->window, write_picture, shot);
}
