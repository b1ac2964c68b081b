/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/screenshot.h"

enum
{
  FRAMES_TO_SETTLE = 6, /* lists scroll and bars get their sizes in the first ones */
};

typedef struct
{
  GtkWidget *window;
  char *file;
  int *status;
  guint frames;
} Screenshot;

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

static void
screenshot_free (Screenshot *screenshot)
{
  g_free (screenshot->file);
  g_free (screenshot);
}

static void
write_picture (Screenshot *screenshot, cairo_surface_t *surface)
{
  cairo_status_t written = cairo_surface_write_to_png (surface, screenshot->file);

  if (written == CAIRO_STATUS_SUCCESS)
    return;
  g_printerr ("mailflow-gtk: %s: %s\n", screenshot->file, cairo_status_to_string (written));
  *screenshot->status = 2;
}

/* A widget can be copied when it was painted and nothing has changed since. */
static void
on_painted (GdkFrameClock *frame_clock, Screenshot *screenshot)
{
  cairo_surface_t *surface = NULL;

  if (++screenshot->frames >= FRAMES_TO_SETTLE)
    surface = screenshot_render (screenshot->window);
  if (surface == NULL)
    {
      gtk_widget_queue_draw (screenshot->window);
      return;
    }
  g_signal_handlers_disconnect_by_data (frame_clock, screenshot);
  write_picture (screenshot, surface);
  cairo_surface_destroy (surface);
  g_idle_add_once ((GSourceOnceFunc) gtk_window_close, screenshot->window);
  screenshot_free (screenshot);
}

void
screenshot_take (GtkWindow *window, const char *file, int *status)
{
  Screenshot *screenshot = g_new0 (Screenshot, 1);

  screenshot->window = GTK_WIDGET (window);
  screenshot->file = g_strdup (file);
  screenshot->status = status;
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint", G_CALLBACK (on_painted), screenshot);
}
