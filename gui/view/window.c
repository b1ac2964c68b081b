/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/window.h"

#include "gui/view/act-menu.h"
#include "gui/view/acting.h"
#include "gui/view/clock-view.h"
#include "gui/view/desktop-actions.h"
#include "gui/view/event-view.h"
#include "gui/view/file-actions.h"
#include "gui/view/inspector.h"
#include "gui/view/lesson-bar.h"
#include "gui/view/library-page.h"
#include "gui/view/live-popover.h"
#include "gui/view/map-actions.h"
#include "gui/view/pane-share.h"
#include "gui/view/player-actions.h"
#include "gui/view/popovers.h"
#include "gui/view/primary-menu.h"
#include "gui/view/recent-files.h"
#include "gui/view/replay-bar.h"
#include "gui/view/sentence-bar.h"
#include "gui/view/shortcuts.h"
#include "gui/view/stage.h"
#include "gui/view/text-room.h"
#include "gui/view/theme.h"
#include "gui/view/timeline-view.h"
#include "gui/view/transport.h"
#include "gui/view/trouble-bar.h"
#include "gui/view/until-popover.h"

#include <string.h>

struct _Window
{
  GtkApplicationWindow parent_instance;

  Player *player;
  LiveSession *session;
  Preferences *preferences; /* borrowed; NULL: nothing is remembered */
  guint tick;        /* 0: nothing moves */
  gint64 last_frame; /* microseconds */
  GtkWidget *title, *pages, *library_page, *live, *live_label, *live_popover, *menu, *transport, *trouble;
  GtkWidget *halves, *stage, *sentence, *events, *inspector, *clock, *timeline;
  GtkWidget *replay, *lesson, *until, *until_popover, *lists; /* lists: all that stands beside the stage */
  GtkWidget *views[10]; /* all that follow the player */
};

G_DEFINE_TYPE (Window, window, GTK_TYPE_APPLICATION_WINDOW)

enum
{
  PROPERTY_NONE,
  PROPERTY_DARK,
  PROPERTY_HIGH_CONTRAST,
  PROPERTY_LISTS,
  PROPERTY_LIBRARY,
  PROPERTY_TEXT_SCALE,
  PROPERTIES_COUNT,
};

static GParamSpec *properties[PROPERTIES_COUNT];

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
  Window *window = MAILFLOW_WINDOW (object);

  g_object_set_data (object, "watch", NULL); /* it would tell of a window that is gone */
  forget_player (window);
  popovers_close (GTK_WIDGET (window));
  window->trouble = NULL; /* what still comes from elsewhere is told to nobody */
  if (window->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (window->session, window);
      live_session_close (window->session);
    }
  g_clear_object (&window->session);
  G_OBJECT_CLASS (window_parent_class)->dispose (object);
}

static void
do_popup (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const Window *window = MAILFLOW_WINDOW (widget);

  gtk_menu_button_popup (GTK_MENU_BUTTON (strcmp (name, "win.live") == 0 ? window->live : window->until));
}

static gboolean
shows_library (const Window *window)
{
  return window->pages != NULL && g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (window->pages)), "library") == 0;
}

static void
show_library (Window *window, gboolean show)
{
  gtk_stack_set_visible_child_name (GTK_STACK (window->pages), show ? "library" : "run");
  gtk_widget_set_sensitive (window->transport, !show);
  gtk_widget_set_sensitive (window->until, !show);
  gtk_label_set_text (GTK_LABEL (window->title), show ? "Mailflow" : run_get_title (player_get_run (window->player)));
  if (show)
    library_page_begin (MAILFLOW_LIBRARY_PAGE (window->library_page));
}

static void
window_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  const Window *window = MAILFLOW_WINDOW (object); /* asked for actions, also before there are children */

  if (id == PROPERTY_TEXT_SCALE)
    g_value_set_double (value, theme_get_text_scale ());
  else if (id == PROPERTY_DARK)
    g_value_set_boolean (value, theme_is_dark ());
  else if (id == PROPERTY_HIGH_CONTRAST)
    g_value_set_boolean (value, theme_wants_high_contrast ());
  else if (id == PROPERTY_LIBRARY)
    g_value_set_boolean (value, shows_library (window));
  else
    g_value_set_boolean (value, window->lists == NULL || gtk_widget_get_visible (window->lists));
}

static void
window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  Window *window = MAILFLOW_WINDOW (object);

  if (id == PROPERTY_DARK)
    window_set_dark (window, g_value_get_boolean (value));
  else if (id == PROPERTY_HIGH_CONTRAST)
    window_set_high_contrast (window, g_value_get_boolean (value));
  else if (id == PROPERTY_TEXT_SCALE)
    window_set_text_scale (window, g_value_get_double (value));
  else if (id == PROPERTY_LIBRARY)
    show_library (window, g_value_get_boolean (value));
  else
    gtk_widget_set_visible (window->lists, g_value_get_boolean (value));
  g_object_notify_by_pspec (object, spec);
}

void
window_complain (Window *window, const char *words)
{
  if (window->trouble != NULL)
    trouble_bar_say (MAILFLOW_TROUBLE_BAR (window->trouble), words);
}

/* "library" is no view of the run, but asked for like one. */
static void
do_view (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *view = g_variant_get_string (parameter, NULL);

  stage_set_view (MAILFLOW_STAGE (MAILFLOW_WINDOW (widget)->stage), view);
  g_object_set (widget, "library", strcmp (view, "library") == 0, NULL);
}

static void
do_timeline (GtkWidget *widget, const char *name, GVariant *parameter)
{
  timeline_view_zoom (MAILFLOW_TIMELINE_VIEW (MAILFLOW_WINDOW (widget)->timeline), g_variant_get_int32 (parameter));
}

static void
do_search (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_object_set (widget, "lists", TRUE, NULL);
  event_view_search (MAILFLOW_EVENT_VIEW (MAILFLOW_WINDOW (widget)->events));
}

static void
install_actions (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "win.live", NULL, do_popup);
  gtk_widget_class_install_action (class, "win.search", NULL, do_search);
  gtk_widget_class_install_action (class, "win.until", NULL, do_popup);
  file_actions_install (class);
  gtk_widget_class_install_action (class, "win.view", "s", do_view);
  gtk_widget_class_install_action (class, "win.timeline", "i", do_timeline);
  map_actions_install (class);
  gtk_widget_class_install_property_action (class, "win.lists", "lists");
  gtk_widget_class_install_property_action (class, "win.library", "library");
  player_actions_install (class);
  acting_install (class);
  desktop_actions_install (class);
}

/* Those that the template names. */
static void
ensure_types (void)
{
  const GType types[] = {
    PANE_SHARE_TYPE, STAGE_TYPE, REPLAY_BAR_TYPE, LESSON_BAR_TYPE, TROUBLE_BAR_TYPE, LIBRARY_PAGE_TYPE, UNTIL_POPOVER_TYPE, LIVE_POPOVER_TYPE,
    SENTENCE_BAR_TYPE, EVENT_VIEW_TYPE, INSPECTOR_TYPE, CLOCK_VIEW_TYPE, TIMELINE_VIEW_TYPE, TRANSPORT_TYPE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_ensure (types[i]);
}

#define CHILD(name) { #name, G_STRUCT_OFFSET (Window, name) }

/* Those that the template makes. */
static void
bind_children (GtkWidgetClass *class)
{
  static const struct
  {
    const char *name;
    gssize offset;
  } children[] = {
    CHILD (title), CHILD (pages), CHILD (library_page), CHILD (live), CHILD (live_label), CHILD (live_popover), CHILD (menu),
    CHILD (transport), CHILD (replay), CHILD (lesson), CHILD (until), CHILD (until_popover), CHILD (lists), CHILD (trouble), CHILD (halves),
    CHILD (stage), CHILD (sentence), CHILD (events), CHILD (inspector), CHILD (clock), CHILD (timeline),
  };

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    gtk_widget_class_bind_template_child_full (class, children[i].name, FALSE, children[i].offset);
}

static void
window_class_init (WindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = window_dispose;
  G_OBJECT_CLASS (class)->get_property = window_get_property;
  G_OBJECT_CLASS (class)->set_property = window_set_property;
  properties[PROPERTY_DARK] = g_param_spec_boolean ("dark", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROPERTY_HIGH_CONTRAST] = g_param_spec_boolean ("high-contrast", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROPERTY_LIBRARY] = g_param_spec_boolean ("library", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROPERTY_LISTS] = g_param_spec_boolean ("lists", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROPERTY_TEXT_SCALE] = g_param_spec_double ("text-scale", NULL, NULL, 0.5, 2, 1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (G_OBJECT_CLASS (class), PROPERTIES_COUNT, properties);
  ensure_types ();
  install_actions (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mailflow/Mailflow/window.ui");
  bind_children (widget_class);
}

/* The lamp on the button is lit while real programs can come in. */
static void
on_live_changed (Window *window)
{
  gboolean open = live_session_get_open (window->session);

  gtk_label_set_text (GTK_LABEL (window->live_label), open ? "● Live" : "Live");
  if (!open)
    {
      gtk_widget_remove_css_class (window->live, "live-on");
      return;
    }
  gtk_widget_add_css_class (window->live, "live-on");
  window_set_player (window, live_session_get_player (window->session));
  g_object_set (window, "library", FALSE, NULL);
}

static void
prepare_live (Window *window)
{
  window->session = live_session_new ();
  live_popover_set_session (MAILFLOW_LIVE_POPOVER (window->live_popover), window->session);
  g_signal_connect_swapped (window->session, "notify::open", G_CALLBACK (on_live_changed), window);
}

static void
collect_views (Window *window)
{
  GtkWidget *const views[G_N_ELEMENTS (window->views)] = {
    window->stage, window->sentence, window->events, window->inspector, window->clock, window->timeline, window->transport, window->replay, window->lesson, window->until_popover,
  };

  memcpy (window->views, views, sizeof views);
}

/* As long as nobody has drawn the line elsewhere, the lists have about a third of the window, whatever its size, and
 * more where text is large. */
static void
share_width (Window *window)
{
  double wider = (1 + theme_get_text_scale ()) / 2, room = theme_get_room_scale ();

  pane_share_set_second (MAILFLOW_PANE_SHARE (window->halves), 0.31 * wider, (int) (330 * room), (int) (480 * wider * room));
}

/* All that is painted is worth nothing any more. */
static void
show_looks (Window *window)
{
  for (guint i = 0; i < G_N_ELEMENTS (window->views); i++)
    player_view_set_palette (window->views[i]);
  library_page_set_palette (MAILFLOW_LIBRARY_PAGE (window->library_page));
}

static void
window_init (Window *window)
{
  gtk_widget_init_template (GTK_WIDGET (window));
  collect_views (window);
  file_actions_attach (window);
  for (guint i = 0; i < G_N_ELEMENTS (window->views); i++)
    act_menu_attach (window->views[i]);
  act_menu_attach_keys (window, window->stage);
  share_width (window);
  primary_menu_attach (GTK_MENU_BUTTON (window->menu));
  prepare_live (window);
  shortcuts_attach (GTK_WIDGET (window));
  text_room_attach (window);
  theme_follow (G_OBJECT (window), G_CALLBACK (show_looks));
}

Window *
window_new (GtkApplication *application)
{
  return g_object_new (WINDOW_TYPE, "application", application, NULL);
}

void
window_set_player (Window *window, Player *player)
{
  const char *title = run_get_title (player_get_run (player));

  g_object_ref (player);
  forget_player (window);
  if (player != live_session_get_player (window->session))
    live_session_close (window->session);
  live_popover_set_file (MAILFLOW_LIVE_POPOVER (window->live_popover), run_get_file (player_get_run (player)));
  window->player = player;
  player_set_gliding (player, theme_has_animations ());
  file_actions_watch (window);
  gtk_label_set_text (GTK_LABEL (window->title), title);
  gtk_widget_set_tooltip_text (window->title, run_get_summary (player_get_run (player)));
  gtk_window_set_title (GTK_WINDOW (window), title);
  if (window->preferences != NULL)
    preferences_bind (window->preferences, "speed", player, "speed");
  for (guint i = 0; i < G_N_ELEMENTS (window->views); i++)
    player_view_set_player (window->views[i], player);
  g_signal_connect_swapped (player, "moved", G_CALLBACK (follow_motion), window);
  g_signal_connect_swapped (player, "notify::playing", G_CALLBACK (follow_motion), window);
  follow_motion (window);
  trouble_bar_hide (MAILFLOW_TROUBLE_BAR (window->trouble));
}

Player *
window_get_player (Window *window)
{
  return window->player;
}

gboolean
window_open (Window *window, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Player) player = NULL;

  if (live_session_get_open (window->session))
    {
      window_complain (window, "This world is open to real programs. Switch Live off first, and save the trace if it is to be kept.");
      return FALSE;
    }
  player = player_open (name, &error);
  if (player != NULL)
    {
      window_set_player (window, player);
      g_object_set (window, "library", FALSE, NULL);
      recent_files_add (player_get_run (player), name);
      return TRUE;
    }
  window_complain (window, error->message);
  return FALSE;
}

gboolean
window_save_trace (Window *window, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *complaint = NULL;

  if (run_save_trace (player_get_run (window->player), path, &error))
    return TRUE;
  complaint = g_strdup_printf ("%s: %s", path, error->message);
  window_complain (window, complaint);
  return FALSE;
}

GtkWidget *
window_find_view (Window *window, const char *name)
{
  return stage_find_view (MAILFLOW_STAGE (window->stage), name);
}

LiveSession *
window_get_live_session (Window *window)
{
  return window->session;
}

void
window_set_dark (Window *window, gboolean dark)
{
  theme_set_dark (dark);
  show_looks (window);
  g_object_notify_by_pspec (G_OBJECT (window), properties[PROPERTY_DARK]);
}

void
window_set_high_contrast (Window *window, gboolean high)
{
  theme_set_high_contrast (high);
  show_looks (window);
  g_object_notify_by_pspec (G_OBJECT (window), properties[PROPERTY_HIGH_CONTRAST]);
}

void
window_set_text_scale (Window *window, double scale)
{
  theme_set_text_scale (scale);
  share_width (window);
  show_looks (window);
  g_object_notify_by_pspec (G_OBJECT (window), properties[PROPERTY_TEXT_SCALE]);
}

void
window_remember (Window *window, Preferences *preferences)
{
  const struct
  {
    const char *key;
    gpointer object;
    const char *property;
  } kept[] = {
    { "window-width", window, "default-width" },
    { "window-height", window, "default-height" },
    { "maximized", window, "maximized" },
    { "dark", window, "dark" },
    { "high-contrast", window, "high-contrast" },
    { "text-scale", window, "text-scale" },
    { "view", window->stage, "view" },
    { "lists", window, "lists" },
    { "stage-share", window->halves, "share" },
    { "events-share", window->lists, "share" },
  };

  window->preferences = preferences;
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    preferences_bind (preferences, kept[i].key, kept[i].object, kept[i].property);
  if (window->player != NULL)
    preferences_bind (preferences, "speed", window->player, "speed");
}

const char *
window_get_sentence (Window *window)
{
  return sentence_bar_get_text (MAILFLOW_SENTENCE_BAR (window->sentence));
}
