/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/window.h"

#include "gui/view/clock-view.h"
#include "gui/view/control-icon.h"
#include "gui/view/event-view.h"
#include "gui/view/inspector.h"
#include "gui/view/library-menu.h"
#include "gui/view/map-view.h"
#include "gui/view/sentence-bar.h"
#include "gui/view/shortcuts.h"
#include "gui/view/theme.h"
#include "gui/view/timeline-view.h"
#include "gui/view/transport.h"

struct _Window
{
  GtkApplicationWindow parent_instance;

  Player *player;
  guint tick;        /* 0: nothing moves */
  gint64 last_frame; /* microseconds */
  int shared_width;  /* for which the halves were given their shares */
  GtkWidget *title, *library, *dark, *transport, *trouble, *trouble_text, *trouble_close;
  GtkWidget *halves, *map, *sentence, *events, *inspector, *clock, *timeline;
};

G_DEFINE_TYPE (Window, window, GTK_TYPE_APPLICATION_WINDOW)

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *frame_clock, gpointer data)
{
  Window *window = MAILFLOW_WINDOW (widget);
  gint64 now = gdk_frame_clock_get_frame_time (frame_clock);
  double seconds = window->last_frame == 0 ? 0 : (double) (now - window->last_frame) / G_USEC_PER_SEC;

  window->last_frame = now;
  if (player_advance (window->player, MIN (seconds, 0.1)))
    return G_SOURCE_CONTINUE;
  window->tick = 0;
  return G_SOURCE_REMOVE;
}

/* Frames are asked for only while something moves. */
static void
follow_motion (Window *window)
{
  if (window->tick != 0 || !player_is_moving (window->player))
    return;
  window->last_frame = 0;
  window->tick = gtk_widget_add_tick_callback (GTK_WIDGET (window), on_tick, NULL, NULL);
}

static void
forget_player (Window *window)
{
  if (window->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (window), window->tick);
  window->tick = 0;
  if (window->player != NULL)
    g_signal_handlers_disconnect_by_data (window->player, window);
  g_clear_object (&window->player);
}

static void
window_dispose (GObject *object)
{
  forget_player (MAILFLOW_WINDOW (object));
  G_OBJECT_CLASS (window_parent_class)->dispose (object);
}

static void
do_play (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Player *player = MAILFLOW_WINDOW (widget)->player;

  player_set_playing (player, !player_get_playing (player));
}

static void
do_step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  player_step (MAILFLOW_WINDOW (widget)->player, 1);
}

static void
do_step_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  player_step (MAILFLOW_WINDOW (widget)->player, -1);
}

static void
do_hop (GtkWidget *widget, const char *name, GVariant *parameter)
{
  player_hop (MAILFLOW_WINDOW (widget)->player, 1);
}

static void
do_hop_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  player_hop (MAILFLOW_WINDOW (widget)->player, -1);
}

static void
do_start (GtkWidget *widget, const char *name, GVariant *parameter)
{
  player_go_to_start (MAILFLOW_WINDOW (widget)->player);
}

static void
do_end (GtkWidget *widget, const char *name, GVariant *parameter)
{
  player_go_to_end (MAILFLOW_WINDOW (widget)->player);
}

static void
do_faster (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Player *player = MAILFLOW_WINDOW (widget)->player;

  player_set_speed (player, MIN (player_get_speed (player) * 2, 8));
}

static void
do_slower (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Player *player = MAILFLOW_WINDOW (widget)->player;

  player_set_speed (player, MAX (player_get_speed (player) / 2, 0.25));
}

static void
do_dark (GtkWidget *widget, const char *name, GVariant *parameter)
{
  window_set_dark (MAILFLOW_WINDOW (widget), !theme_is_dark ());
}

static void
do_fullscreen (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
do_shortcuts (GtkWidget *widget, const char *name, GVariant *parameter)
{
  shortcuts_present (GTK_WINDOW (widget));
}

static void
do_open_named (GtkWidget *widget, const char *name, GVariant *parameter)
{
  window_open (MAILFLOW_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
on_file_chosen (GtkFileChooserNative *chooser, int response, Window *window)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *path = file == NULL ? NULL : g_file_get_path (file);

  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    window_open (window, path);
  g_object_unref (chooser);
}

static void
add_filter (GtkFileChooserNative *chooser, const char *name, const char *const *patterns)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (; *patterns != NULL; patterns++)
    gtk_file_filter_add_pattern (filter, *patterns);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
}

static void
do_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new ("Open a Scenario or a Trace", GTK_WINDOW (widget), GTK_FILE_CHOOSER_ACTION_OPEN, "_Open", "_Cancel");

  add_filter (chooser, "Scenarios and traces", (const char *const[]){ "*.yaml", "*.yml", "*.jsonl", NULL });
  add_filter (chooser, "All files", (const char *const[]){ "*", NULL });
  g_signal_connect (chooser, "response", G_CALLBACK (on_file_chosen), widget);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
install_actions (GtkWidgetClass *class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc run;
  } actions[] = {
    { "win.play", do_play },
    { "win.step", do_step },
    { "win.step-back", do_step_back },
    { "win.hop", do_hop },
    { "win.hop-back", do_hop_back },
    { "win.start", do_start },
    { "win.end", do_end },
    { "win.faster", do_faster },
    { "win.slower", do_slower },
    { "win.dark", do_dark },
    { "win.fullscreen", do_fullscreen },
    { "win.shortcuts", do_shortcuts },
    { "win.open", do_open },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (class, actions[i].name, NULL, actions[i].run);
  gtk_widget_class_install_action (class, "win.open-named", "s", do_open_named);
}

/* The lists have about a third of the window, whatever its size. */
static void
share_width (Window *window, int width)
{
  int lists = CLAMP (width * 31 / 100, 330, 480);

  if (width == window->shared_width)
    return;
  window->shared_width = width;
  gtk_paned_set_position (GTK_PANED (window->halves), width - lists);
}

static void
window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  share_width (MAILFLOW_WINDOW (widget), width);
  GTK_WIDGET_CLASS (window_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
window_class_init (WindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = window_dispose;
  widget_class->size_allocate = window_size_allocate;
  g_type_ensure (MAP_VIEW_TYPE);
  g_type_ensure (SENTENCE_BAR_TYPE);
  g_type_ensure (EVENT_VIEW_TYPE);
  g_type_ensure (INSPECTOR_TYPE);
  g_type_ensure (CLOCK_VIEW_TYPE);
  g_type_ensure (TIMELINE_VIEW_TYPE);
  g_type_ensure (TRANSPORT_TYPE);
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mailflow/Mailflow/window.ui");
  gtk_widget_class_bind_template_child (widget_class, Window, title);
  gtk_widget_class_bind_template_child (widget_class, Window, library);
  gtk_widget_class_bind_template_child (widget_class, Window, dark);
  gtk_widget_class_bind_template_child (widget_class, Window, transport);
  gtk_widget_class_bind_template_child (widget_class, Window, trouble);
  gtk_widget_class_bind_template_child (widget_class, Window, trouble_text);
  gtk_widget_class_bind_template_child (widget_class, Window, trouble_close);
  gtk_widget_class_bind_template_child (widget_class, Window, halves);
  gtk_widget_class_bind_template_child (widget_class, Window, map);
  gtk_widget_class_bind_template_child (widget_class, Window, sentence);
  gtk_widget_class_bind_template_child (widget_class, Window, events);
  gtk_widget_class_bind_template_child (widget_class, Window, inspector);
  gtk_widget_class_bind_template_child (widget_class, Window, clock);
  gtk_widget_class_bind_template_child (widget_class, Window, timeline);
}

static void
hide_trouble (Window *window)
{
  gtk_widget_set_visible (window->trouble, FALSE);
}

static void
window_init (Window *window)
{
  g_autoptr (GMenuModel) lessons = library_menu_new ();

  gtk_widget_init_template (GTK_WIDGET (window));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (window->library), lessons);
  gtk_button_set_child (GTK_BUTTON (window->dark), control_icon_new (CONTROL_DARK));
  g_signal_connect_swapped (window->trouble_close, "clicked", G_CALLBACK (hide_trouble), window);
  shortcuts_attach (GTK_WIDGET (window));
}

Window *
window_new (GtkApplication *application)
{
  return g_object_new (WINDOW_TYPE, "application", application, NULL);
}

static gboolean
has_animations (Window *window)
{
  gboolean enabled;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (window)), "gtk-enable-animations", &enabled, NULL);
  return enabled;
}

void
window_set_player (Window *window, Player *player)
{
  const char *title = player_get_title (player);

  g_object_ref (player);
  forget_player (window);
  window->player = player;
  player_set_gliding (player, has_animations (window));
  gtk_label_set_text (GTK_LABEL (window->title), title);
  gtk_widget_set_tooltip_text (window->title, player_get_summary (player));
  gtk_window_set_title (GTK_WINDOW (window), title);
  map_view_set_player (MAILFLOW_MAP_VIEW (window->map), player);
  sentence_bar_set_player (MAILFLOW_SENTENCE_BAR (window->sentence), player);
  event_view_set_player (MAILFLOW_EVENT_VIEW (window->events), player);
  inspector_set_player (MAILFLOW_INSPECTOR (window->inspector), player);
  clock_view_set_player (MAILFLOW_CLOCK_VIEW (window->clock), player);
  timeline_view_set_player (MAILFLOW_TIMELINE_VIEW (window->timeline), player);
  transport_set_player (MAILFLOW_TRANSPORT (window->transport), player);
  g_signal_connect_swapped (player, "moved", G_CALLBACK (follow_motion), window);
  g_signal_connect_swapped (player, "notify::playing", G_CALLBACK (follow_motion), window);
  hide_trouble (window);
}

Player *
window_get_player (Window *window)
{
  return window->player;
}

/* The first lines of what is wrong, and how many there are more. */
static char *
shorten_complaint (const char *complaint)
{
  const guint most = 5;
  g_auto (GStrv) lines = g_strsplit (complaint, "\n", -1);
  guint count = g_strv_length (lines);
  GString *text = g_string_new (lines[0]);

  for (guint i = 1; i < MIN (count, most); i++)
    g_string_append_printf (text, "\n%s", lines[i]);
  if (count > most)
    g_string_append_printf (text, "\n… and %u more", count - most);
  return g_string_free (text, FALSE);
}

gboolean
window_open (Window *window, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Player) player = player_open (name, &error);
  g_autofree char *complaint = NULL;

  if (player != NULL)
    {
      window_set_player (window, player);
      return TRUE;
    }
  complaint = shorten_complaint (error->message);
  gtk_label_set_text (GTK_LABEL (window->trouble_text), complaint);
  gtk_widget_set_visible (window->trouble, TRUE);
  return FALSE;
}

void
window_set_dark (Window *window, gboolean dark)
{
  theme_set_dark (dark);
  map_view_forget_pictures (MAILFLOW_MAP_VIEW (window->map));
  timeline_view_forget_pictures (MAILFLOW_TIMELINE_VIEW (window->timeline));
  inspector_set_palette (MAILFLOW_INSPECTOR (window->inspector));
}

const char *
window_get_sentence (Window *window)
{
  return sentence_bar_get_text (MAILFLOW_SENTENCE_BAR (window->sentence));
}
