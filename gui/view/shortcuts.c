/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/shortcuts.h"

#include "gui/view/focus-keys.h"
#include "gui/view/stage.h"

#include <string.h>

enum
{
  N_SORTS = 5, /* of keys that what has the focus may keep: the bits of FocusKeys */
};

typedef struct
{
  const char *keys;   /* accelerators, space between them; those behind a bar work, but are not listed */
  const char *action; /* NULL: keys that a part of the window knows by itself */
  const char *title;
} Shortcut;

typedef struct
{
  const char *title;
  const char *section; /* begins here; NULL: it goes on */
  Shortcut shortcuts[32];
} ShortcutGroup;

static const ShortcutGroup groups[] = {
  { "Presentation", "Time",
    { { "space F5", "win.play", "Play or pause" },
      { "Right period Page_Down | n", "win.step", "One step forward" },
      { "Left comma Page_Up | p", "win.step-back", "One step back" },
      { "<Shift>Right h", "win.hop", "Next hop" },
      { "<Shift>Left | <Shift>h", "win.hop-back", "Hop before" },
      { "Home", "win.start", "To the start" },
      { "End", "win.end", "To the end" },
      { "plus | equal KP_Add", "win.faster", "Faster" },
      { "minus | KP_Subtract", "win.slower", "Slower" } } },
  { "Going to", NULL,
    { { "<Control>Right", "win.line", "Next line on the wire" },
      { "<Control>Left", "win.line-back", "Line before" },
      { "<Control><Shift>Right", "win.message", "Next message" },
      { "<Control><Shift>Left", "win.message-back", "Message before" },
      { "e", "win.trouble", "Next reply of 4xx or 5xx" },
      { "<Shift>e", "win.trouble-back", "Reply of 4xx or 5xx before" },
      { "s", "win.selected", "Next of what is selected" },
      { "<Shift>s", "win.selected-back", "Before, of what is selected" },
      { "u", "win.until", "Until a time or an event, and where to stop" },
      { "<Control>f | slash", "win.search", "Search the events" },
      { "z", "win.timeline(1)", "See less of the time line, more closely" },
      { "<Shift>z", "win.timeline(-1)", "See more of it" },
      { "0 | KP_0", "win.timeline(0)", "See all of it" } } },
  { "Doing something", "Doing and views",
    { { "<Control>Return | a", "win.act", "Do something to what is selected" },
      { "<Shift>F10 Menu", NULL, "Do something to what the keyboard is at" },
      { "<Control>n", "win.compose", "Send a mail" },
      { "<Control>z", "win.undo", "Undo what was done last" },
      { "<Control>s", "win.save-scenario", "Save as a scenario" } } },
  { "Going about", NULL,
    { { "1...6", NULL, "The map, the ladder, and so on" },
      { "Tab F6", NULL, "To the next part, which then has the keys" },
      { "Escape", NULL, "Give the keys back to the run" },
      { "Up Down", NULL, "From host to host, arrow to arrow, row to row" },
      { "Return", NULL, "Go to that arrow or row" },
      { "<Alt>Up", NULL, "Move the selected host, by any arrow" },
      { "i", "win.map-zoom(1)", "Nearer to the map" },
      { "o", "win.map-zoom(-1)", "Farther from it" },
      { "f", "win.map-zoom(0)", "All of the map; once more: laid out anew" },
      { "k", "win.map-key", "What the shapes on the map mean" } } },
  { "Looks", "Window",
    { { "F9", "win.lists", "Events and details, or more room" },
      { "F11", "win.fullscreen", "Full screen" },
      { "d", "win.dark", "Light or dark" },
      { "<Control>plus | <Control>equal <Control>KP_Add", "win.text-larger", "Larger text" },
      { "<Control>minus | <Control>KP_Subtract", "win.text-smaller", "Smaller text" },
      { "<Control>0 | <Control>KP_0", "win.text-usual", "Usual text" } } },
  { "Files and help", NULL,
    { { "<Control>l", "win.library", "Lessons" },
      { "<Control>o", "win.open", "Open a scenario or a trace" },
      { "<Control><Shift>s", "win.save-trace", "Save the trace" },
      { "<Control>p", "win.print", "Print the ladder" },
      { "l", "win.live", "Open to real programs" },
      { "F10", NULL, "Menu" },
      { "F1", "win.help", "Help" },
      { "question | <Control>question", "win.shortcuts", "These shortcuts" },
      { "<Control>q | <Control>w", "window.close", "Quit" } } },
};

/* The keys of a window: a controller for each sort of them, so that what has the focus can keep some for itself. */
typedef struct
{
  GtkWidget *window; /* which has it */
  GtkEventController *kept[N_SORTS], *always;
} Keys;

static GtkEventController *
find_controller (Keys *keys, guint key, GdkModifierType modifiers)
{
  FocusKeys sort = focus_keys_find (key, modifiers);

  for (guint i = 0; i < N_SORTS; i++)
    if (sort == 1u << i)
      return keys->kept[i];
  return keys->always;
}

/* ACTION may have an argument: "win.timeline(1)". */
static void
add_shortcut (Keys *keys, const char *key, const char *action)
{
  guint keyval;
  GdkModifierType modifiers;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) argument = NULL;
  GtkShortcut *shortcut;

  if (action == NULL)
    return;
  if (!gtk_accelerator_parse (key, &keyval, &modifiers) || !g_action_parse_detailed_name (action, &name, &argument, NULL))
    g_error ("%s is no key, or %s no action", key, action);
  shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers), gtk_named_action_new (name));
  gtk_shortcut_set_arguments (shortcut, argument);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (find_controller (keys, keyval, modifiers)), shortcut);
}

/* The large views, in the order of their tabs. */
static void
add_view_keys (Keys *keys)
{
  for (guint i = 0; stage_get_name (i) != NULL; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i + 1), *action = g_strdup_printf ("win.view::%s", stage_get_name (i));

      add_shortcut (keys, key, action);
    }
}

static gboolean
shows_library (Keys *keys)
{
  gboolean library;

  g_object_get (keys->window, "library", &library, NULL);
  return library;
}

/* In the library, keys would move a run that is not seen. */
static void
follow_focus (Keys *keys)
{
  FocusKeys kept = shows_library (keys) ? FOCUS_KEYS_ALL : focus_keys_of (gtk_root_get_focus (GTK_ROOT (keys->window)), focus_keys_get_walks (keys->window));

  for (guint i = 0; i < N_SORTS; i++)
    gtk_event_controller_set_propagation_phase (keys->kept[i], (kept & 1u << i) != 0 ? GTK_PHASE_NONE : GTK_PHASE_CAPTURE);
}

static void
set_walks (Keys *keys, gboolean walks)
{
  if (focus_keys_get_walks (keys->window) == walks)
    return;
  focus_keys_set_walks (keys->window, walks);
  follow_focus (keys);
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, Keys *keys)
{
  if (focus_keys_walk (key))
    set_walks (keys, TRUE);
  return FALSE;
}

/* Whoever is done with what is there gives the keys back. */
static gboolean
on_late_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, Keys *keys)
{
  if (key != GDK_KEY_Escape || shows_library (keys) || gtk_root_get_focus (GTK_ROOT (keys->window)) == NULL)
    return FALSE;
  gtk_root_set_focus (GTK_ROOT (keys->window), NULL);
  set_walks (keys, FALSE);
  return TRUE;
}

static void
on_pressed (GtkGestureClick *click, int presses, double x, double y, Keys *keys)
{
  set_walks (keys, FALSE);
}

char *
shortcuts_find_key (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const Shortcut *shortcut = groups[i].shortcuts; shortcut->keys != NULL; shortcut++)
      if (g_strcmp0 (shortcut->action, action) == 0)
        return g_strndup (shortcut->keys, strcspn (shortcut->keys, " "));
  return NULL;
}

static void
add_shortcuts (Keys *keys)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const Shortcut *shortcut = groups[i].shortcuts; shortcut->keys != NULL; shortcut++)
      {
        g_auto (GStrv) names = g_strsplit (shortcut->keys, " ", -1);

        for (guint key = 0; names[key] != NULL; key++)
          if (names[key][0] != '|')
            add_shortcut (keys, names[key], shortcut->action);
      }
}

static GtkEventController *
add_controller (GtkWidget *window, GtkEventController *controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (window, controller);
  return controller;
}

static Keys *
make_keys (GtkWidget *window)
{
  Keys *keys = g_new0 (Keys, 1);

  keys->window = window;
  g_object_set_data_full (G_OBJECT (window), "keys", keys, g_free);
  keys->always = add_controller (window, gtk_shortcut_controller_new ());
  for (guint i = 0; i < N_SORTS; i++)
    keys->kept[i] = add_controller (window, gtk_shortcut_controller_new ());
  return keys;
}

/* Who goes about, the keyboard or the pointer. */
static void
watch (Keys *keys)
{
  GtkEventController *early = add_controller (keys->window, gtk_event_controller_key_new ()), *late = gtk_event_controller_key_new ();
  GtkEventController *click = add_controller (keys->window, GTK_EVENT_CONTROLLER (gtk_gesture_click_new ()));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (early, "key-pressed", G_CALLBACK (on_key), keys);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), keys);
  g_signal_connect (late, "key-pressed", G_CALLBACK (on_late_key), keys);
  gtk_widget_add_controller (keys->window, late);
}

void
shortcuts_attach (GtkWidget *window)
{
  Keys *keys = make_keys (window);

  add_shortcuts (keys);
  add_view_keys (keys);
  watch (keys);
  g_signal_connect_swapped (window, "notify::focus-widget", G_CALLBACK (follow_focus), keys);
  g_signal_connect_swapped (window, "notify::library", G_CALLBACK (follow_focus), keys);
}

static void
append_group (GString *xml, const ShortcutGroup *group)
{
  g_string_append_printf (xml, "<child><object class=\"GtkShortcutsGroup\"><property name=\"title\">%s</property>", group->title);
  for (const Shortcut *shortcut = group->shortcuts; shortcut->keys != NULL; shortcut++)
    {
      const char *bar = strchr (shortcut->keys, '|');
      g_autofree char *keys = g_markup_escape_text (shortcut->keys, bar == NULL ? -1 : bar - 1 - shortcut->keys);

      g_string_append_printf (xml, "<child><object class=\"GtkShortcutsShortcut\"><property name=\"title\">%s</property><property name=\"accelerator\">%s</property></object></child>",
                              shortcut->title, keys);
    }
  g_string_append (xml, "</object></child>");
}

static void
begin_section (GString *xml, const char *title, guint number)
{
  if (number > 0)
    g_string_append (xml, "</object></child>");
  g_string_append_printf (xml, "<child><object class=\"GtkShortcutsSection\"><property name=\"section-name\">s%u</property><property name=\"title\">%s</property>"
                               "<property name=\"max-height\">16</property>", number, title);
}

/* The toolkit takes such windows from XML only. */
static char *
write_xml (void)
{
  GString *xml = g_string_new ("<interface><object class=\"GtkShortcutsWindow\" id=\"shortcuts\"><property name=\"modal\">1</property>");

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (groups[i].section != NULL)
        begin_section (xml, groups[i].section, i);
      append_group (xml, &groups[i]);
    }
  g_string_append (xml, "</object></child></object></interface>");
  return g_string_free (xml, FALSE);
}

void
shortcuts_present (GtkWindow *parent)
{
  g_autofree char *xml = write_xml ();
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_string (xml, -1);
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_widget_add_css_class (GTK_WIDGET (window), "mailflow-keys");
  gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}
