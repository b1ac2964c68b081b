/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/theme.h"

#define RESOURCES "/org/mailflow/Mailflow/"

static const int usual_resolution = 96 * PANGO_SCALE;

static gboolean is_dark, wants_high_contrast, desktop_has_high_contrast;
static double text_scale = 1, room_scale = 1;
static GtkCssProvider *colours; /* the display holds it too */

static void
add_provider (GtkCssProvider *provider)
{
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

gboolean
theme_has_high_contrast (void)
{
  return wants_high_contrast || desktop_has_high_contrast;
}

gboolean
theme_wants_high_contrast (void)
{
  return wants_high_contrast;
}

/* As desktops call it, and as the toolkit does. */
static gboolean
is_high_contrast (const char *name)
{
  return name != NULL && (g_str_has_prefix (name, "HighContrast") || g_str_has_prefix (name, "Default-hc"));
}

static void
ask_desktop (void)
{
  g_autofree char *name = NULL;

  g_object_get (gtk_settings_get_default (), "gtk-theme-name", &name, NULL);
  desktop_has_high_contrast = is_high_contrast (name) || is_high_contrast (g_getenv ("GTK_THEME"));
}

static void
load_colours (void)
{
  static const char *const sheets[][2] = { { "light.css", "dark.css" }, { "high-contrast.css", "high-contrast-dark.css" } };
  g_autofree char *path = g_strconcat (RESOURCES, sheets[theme_has_high_contrast ()][is_dark], NULL);

  gtk_css_provider_load_from_resource (colours, path);
}

/* The name is the desktop's, unless we have set it ourselves. */
static void
on_theme_name (void)
{
  if (wants_high_contrast)
    return;
  ask_desktop ();
  load_colours ();
}

/* The toolkit's own sheet of high contrast in dark has a name of its own. */
static void
show (void)
{
  GtkSettings *settings = gtk_settings_get_default ();

  g_object_set (settings, "gtk-application-prefer-dark-theme", is_dark, NULL);
  if (theme_has_high_contrast ())
    g_object_set (settings, "gtk-theme-name", is_dark ? "Default-hc-dark" : "Default-hc", NULL);
  load_colours ();
}

void
theme_start (gboolean dark)
{
  if (colours == NULL)
    {
      g_autoptr (GtkCssProvider) shapes = gtk_css_provider_new ();

      ask_desktop ();
      g_signal_connect (gtk_settings_get_default (), "notify::gtk-theme-name", G_CALLBACK (on_theme_name), NULL);
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
  show ();
}

void
theme_set_high_contrast (gboolean high)
{
  if (wants_high_contrast && !high)
    {
      wants_high_contrast = FALSE;
      gtk_settings_reset_property (gtk_settings_get_default (), "gtk-theme-name");
      ask_desktop ();
    }
  wants_high_contrast = high;
  show ();
}

void
theme_follow (GObject *user, GCallback func)
{
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-theme-name", func, user, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

double
theme_get_room_scale (void)
{
  return room_scale;
}

void
theme_set_room_scale (double scale)
{
  room_scale = CLAMP (scale, 1, 2);
  theme_set_text_scale (text_scale);
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
  if (text_scale * room_scale != 1)
    g_object_set (settings, "gtk-xft-dpi", (int) ((resolution > 0 ? resolution : usual_resolution) * text_scale * room_scale + 0.5), NULL);
}

double
theme_get_font_scale (void)
{
  int resolution;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &resolution, NULL);
  return resolution > 0 ? (double) resolution / usual_resolution : 1;
}

gboolean
theme_has_animations (void)
{
  gboolean enabled;

  g_object_get (gtk_settings_get_default (), "gtk-enable-animations", &enabled, NULL);
  return enabled;
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
  return theme_has_high_contrast () ? palette_get_high_contrast (is_dark) : palette_get (is_dark);
}
