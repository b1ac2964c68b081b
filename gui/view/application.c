/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/application.h"

#include "gui/model/player-steps.h"
#include "gui/view/launch.h"
#include "gui/view/recent-files.h"
#include "gui/view/screenshot.h"
#include "gui/view/stage.h"
#include "gui/view/theme.h"
#include "gui/view/window-bench.h"
#include "gui/view/window.h"

#include <stdio.h>
#include <string.h>

enum
{
  UNUSABLE = 2,
};

#define NOT_GIVEN (-G_MAXDOUBLE)

typedef struct
{
  char *screenshot, *at, *size, *view;
  char *complaint; /* of what could not be opened; NULL: nothing */
  int step;
  double text_scale;
  gboolean dark, high_contrast, version, bench;
  char **words;
  Player *player;
  Preferences *preferences; /* NULL: a picture is as the options say, whoever takes it */
  int width, height;
  int status;
} Options;

static void
complain (const char *text)
{
  g_printerr ("mailflow-gtk: %s\n", text);
}

/* Without a graphics card, painting by Cairo is several times faster than by a simulated one. */
static void
choose_renderer (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/dev/dri", 0, NULL);
  const char *name;

  if (g_getenv ("GSK_RENDERER") != NULL)
    return;
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_prefix (name, "renderD"))
      return;
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
}

/* Without a session bus nobody can read the window aloud, and the file chooser's habits cannot be kept;
   GTK would only complain about both. */
static void
do_without_bus (void)
{
  g_autofree char *bus = g_build_filename (g_get_user_runtime_dir (), "bus", NULL);
  g_autofree char *launcher = g_find_program_in_path ("dbus-launch");

  if (g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL || launcher != NULL || g_file_test (bus, G_FILE_TEST_EXISTS))
    return;
  g_setenv ("GTK_A11Y", "none", FALSE);
  g_setenv ("GSETTINGS_BACKEND", "memory", FALSE);
}

static void
free_options (Options *options)
{
  g_free (options->screenshot);
  g_free (options->at);
  g_free (options->size);
  g_free (options->view);
  g_free (options->complaint);
  g_strfreev (options->words);
  g_clear_object (&options->player);
  g_clear_pointer (&options->preferences, preferences_free);
}

static gboolean
parse (int argc, char **argv, Options *options)
{
  const GOptionEntry entries[] = {
    { "screenshot", 0, 0, G_OPTION_ARG_FILENAME, &options->screenshot, "Write a picture of the window and exit", "FILE.png" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &options->at, "Begin at this time of the run: 1.2s, 2h", "T" },
    { "step", 0, 0, G_OPTION_ARG_INT, &options->step, "Begin at this step, from 0", "N" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options->dark, "Light text on a dark ground", NULL },
    { "high-contrast", 0, 0, G_OPTION_ARG_NONE, &options->high_contrast, "Black on white, or with --dark white on black", NULL },
    { "size", 0, 0, G_OPTION_ARG_STRING, &options->size, "Size of the window (1280x800)", "WxH" },
    { "text-scale", 0, 0, G_OPTION_ARG_DOUBLE, &options->text_scale, "Text this many times as large, 0.5 to 2", "FACTOR" },
    { "view", 0, 0, G_OPTION_ARG_STRING, &options->view, "Show this first: map, ladder, dialogue, queue, mailbox, dns or library", "NAME" },
    { "bench", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options->bench, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, "Print the version", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->words, NULL, "[SCENARIO|TRACE]" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, "Shows how e-mail travels, for a classroom. SCENARIO is a file or the name of a lesson\n(without one the lessons are shown), TRACE a file that mailflow run or serve --trace has written.");
  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, &argc, &argv, &error))
    return TRUE;
  complain (error->message);
  return FALSE;
}

static gboolean
parse_size (Options *options)
{
  options->width = 1280;
  options->height = 800;
  if (options->size == NULL)
    return TRUE;
  if (sscanf (options->size, "%dx%d", &options->width, &options->height) == 2 && options->width >= 640 && options->height >= 480
      && options->width <= 8192 && options->height <= 8192)
    return TRUE;
  complain ("--size: expected WIDTHxHEIGHT, such as 1280x800");
  return FALSE;
}

static gboolean
check_text_scale (const Options *options)
{
  if (options->text_scale == NOT_GIVEN || (options->text_scale >= 0.5 && options->text_scale <= 2))
    return TRUE;
  complain ("--text-scale: expected a factor from 0.5 to 2");
  return FALSE;
}

/* Some views have pages: "queue/schedules". */
static gboolean
check_view (const Options *options)
{
  g_auto (GStrv) parts = g_strsplit (options->view == NULL ? "map" : options->view, "/", 2);

  if (g_strcmp0 (parts[0], "library") == 0)
    return TRUE;
  for (guint i = 0; stage_get_name (i) != NULL; i++)
    if (g_strcmp0 (parts[0], stage_get_name (i)) == 0)
      return TRUE;
  complain ("--view: expected map, ladder, dialogue, queue, mailbox, dns or library");
  return FALSE;
}

/* Nothing was asked for but the window. */
static gboolean
is_plain (const Options *options)
{
  return options->words == NULL && options->view == NULL && options->at == NULL && options->step < 0 && options->screenshot == NULL && !options->bench;
}

/* What can't be opened is told, and ends the program; where the desktop has started it, nobody would see that, and its
 * window tells it too. */
static gboolean
open_named (Options *options)
{
  g_autoptr (GError) error = NULL;

  options->player = is_plain (options) ? launch_open_nothing () : player_open (options->words == NULL ? "first-delivery" : options->words[0], &error);
  if (options->player != NULL)
    return TRUE;
  g_printerr ("%s\n", error->message);
  if (options->screenshot != NULL || options->bench || !launch_is_by_desktop ())
    return FALSE;
  options->complaint = g_strdup (error->message);
  options->status = UNUSABLE;
  options->player = launch_open_nothing ();
  return TRUE;
}

static gboolean
open_player (Options *options)
{
  SimTime t;

  if (options->words != NULL && g_strv_length (options->words) > 1)
    {
      complain ("expected one scenario or trace at most");
      return FALSE;
    }
  if (options->at != NULL && !sim_time_parse_duration (options->at, &t))
    {
      complain ("--at: expected a time since the start, such as 1.2s or 2h");
      return FALSE;
    }
  if (!open_named (options))
    return FALSE;
  if (options->complaint != NULL)
    return TRUE;
  if (options->at != NULL)
    player_seek_time (options->player, t);
  else if (options->step >= 0)
    player_go_to_stop (options->player, (guint) options->step);
  return TRUE;
}

/* What the command line says goes for this time only. */
static void
restore (Window *window, Options *options)
{
  options->preferences = preferences_new (NULL);
  if (options->size != NULL)
    {
      preferences_leave_out (options->preferences, "window-width");
      preferences_leave_out (options->preferences, "window-height");
      preferences_leave_out (options->preferences, "maximized");
    }
  if (options->dark)
    preferences_leave_out (options->preferences, "dark");
  if (options->high_contrast)
    preferences_leave_out (options->preferences, "high-contrast");
  if (options->text_scale > 0)
    preferences_leave_out (options->preferences, "text-scale");
  if (options->view != NULL)
    preferences_leave_out (options->preferences, "view");
  window_remember (window, options->preferences);
}

static void
on_activate (GtkApplication *application, Options *options)
{
  Window *window;

  theme_start (options->dark);
  if (options->high_contrast)
    theme_set_high_contrast (TRUE);
  gtk_window_set_default_icon_name ("org.mailflow.Mailflow");
  window = window_new (application);
  gtk_window_set_default_size (GTK_WINDOW (window), options->width, options->height);
  window_set_player (window, options->player);
  if (options->screenshot == NULL)
    restore (window, options);
  if (options->text_scale > 0)
    window_set_text_scale (window, options->text_scale);
  if (options->view != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.view", "s", options->view);
  if (is_plain (options) || options->complaint != NULL)
    g_object_set (window, "library", TRUE, NULL);
  gtk_window_present (GTK_WINDOW (window));
  gtk_window_set_focus (GTK_WINDOW (window), NULL); /* no ring around anything until somebody goes there */
  if (options->complaint != NULL)
    window_complain (window, options->complaint);
  else if (options->words != NULL && options->screenshot == NULL)
    recent_files_add (player_get_run (options->player), options->words[0]);
  if (options->screenshot != NULL)
    screenshot_take (GTK_WINDOW (window), options->screenshot, &options->status);
}

static int
run_window (Options *options)
{
  g_autoptr (GtkApplication) application = gtk_application_new ("org.mailflow.Mailflow", G_APPLICATION_NON_UNIQUE);
  char *no_arguments[] = { (char *) "mailflow-gtk", NULL };
  int status;

  g_set_application_name ("Mailflow");
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), options);
  status = g_application_run (G_APPLICATION (application), 1, no_arguments);
  return options->status != 0 ? options->status : status;
}

int
application_run (int argc, char **argv)
{
  Options options = { .step = -1, .text_scale = NOT_GIVEN };
  const char *begun = g_getenv ("MAILFLOW_STARTED"); /* by mailflow bench gui, in microseconds */
  gint64 started = begun == NULL ? g_get_monotonic_time () : g_ascii_strtoll (begun, NULL, 10);
  int status = UNUSABLE;

  choose_renderer ();
  do_without_bus ();
  if (parse (argc, argv, &options))
    {
      if (options.version)
        {
          g_print ("mailflow-gtk %s\n", MAILFLOW_VERSION);
          status = 0;
        }
      else if (parse_size (&options) && check_text_scale (&options) && check_view (&options) && open_player (&options))
        {
          if (gtk_init_check ())
            status = options.bench ? window_bench_run (started) : run_window (&options);
          else
            complain ("there is no display; mailflow run tells the same story in the terminal");
        }
    }
  free_options (&options);
  return status;
}
