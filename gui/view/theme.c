/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/theme.h"

#define RESOURCES "/org/mailflow/Mailflow/"

static gboolean is_dark;
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
