/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/text-room.h"

#include "gui/view/theme.h"

#include <math.h>

static const double usual_width = 1920, usual_height = 1080;

enum
{
  STEPS = 4,
  FRAME = 60, /* what the edges of a window, and panels beside it, may take */
};

double
text_room_find_scale (int width, int height)
{
  double part = MIN ((width + FRAME) / usual_width, (height + FRAME) / usual_height);

  return CLAMP (floor (part * STEPS) / STEPS, 1, 2);
}

static gboolean
on_idle (gpointer data)
{
  Window *window = data;
  double scale = text_room_find_scale (gtk_widget_get_width (GTK_WIDGET (window)), gtk_widget_get_height (GTK_WIDGET (window)));

  if (gtk_widget_get_mapped (GTK_WIDGET (window)) && scale != theme_get_room_scale ())
    {
      theme_set_room_scale (scale);
      window_set_text_scale (window, theme_get_text_scale ());
    }
  return G_SOURCE_REMOVE;
}

/* Sizes are being given out: other fonts come after that. */
static void
on_layout (Window *window, int width, int height)
{
  if (text_room_find_scale (width, height) != theme_get_room_scale ())
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_idle, g_object_ref (window), g_object_unref);
}

static void
on_realize (Window *window)
{
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (window)), "layout", G_CALLBACK (on_layout), window, G_CONNECT_SWAPPED);
}

/* The next window begins with letters of the usual size. */
static void
on_unrealize (void)
{
  theme_set_room_scale (1);
}

void
text_room_attach (Window *window)
{
  g_signal_connect (window, "unrealize", G_CALLBACK (on_unrealize), NULL);
  g_signal_connect (window, "realize", G_CALLBACK (on_realize), NULL);
}
