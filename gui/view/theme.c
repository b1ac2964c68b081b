/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/theme.h"

#define RESOURCES "/org/mailflow/Mailflow/"

static const int usual_resolution = 96 * PANGO_SCALE;

static gboolean is_dark;
static double text_scale = 1;
static GtkCssProvider *colours; /* the display holds it too */

static void
add_provider (GtkCssProvider *provider)
{
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
theme_start (gboolean dark)
{
  if (colours == NULL)
    {
      g_autoptr (GtkCssProvider) shapes = gtk_css_provider_new ();

      colours = gtk_css_provider_new ();
      gtk_css_provider_load_from_resource (shapes, RESOURCES "style.css");
      add_provider (colours);
      add_provider (shapes);
    }
  theme_set_dark (dark);
}

void
theme_set_dark (gboolean dark)
{
  is_dark = dark;
  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", dark, NULL);
  gtk_css_provider_load_from_resource (colours, dark ? RESOURCES "dark.css" : RESOURCES "light.css");
}

/* What the toolkit takes for the resolution of the screen: fonts follow it, all that is in px does not. */
void
theme_set_text_scale (double scale)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int resolution;

  text_scale = CLAMP (scale, 0.5, 2);
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  g_object_get (settings, "gtk-xft-dpi", &resolution, NULL);
  if (text_scale != 1)
    g_object_set (settings, "gtk-xft-dpi", (int) ((resolution > 0 ? resolution : usual_resolution) * text_scale + 0.5), NULL);
}

double
theme_get_font_scale (void)
{
  int resolution;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &resolution, NULL);
  return resolution > 0 ? (double) resolution / usual_resolution : 1;
}

double
theme_get_text_scale (void)
{
  return text_scale;
}

gboolean
theme_is_dark (void)
{
  return is_dark;
}

const Palette *
theme_get_palette (void)
{
  return palette_get (is_dark);
}
