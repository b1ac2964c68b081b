/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/shortcuts.h"

#include <string.h>

typedef struct
{
  const char *keys;   /* accelerators, space between them; those behind a bar work, but are not listed */
  const char *action; /* NULL: keys that a part of the window knows by itself */
  const char *title;
} Shortcut;

typedef struct
{
  const char *title;
  Shortcut shortcuts[20];
} ShortcutGroup;

static const ShortcutGroup groups[] = {
  { "Presentation",
    { { "space F5", "win.play", "Play or pause" },
      { "Right period Page_Down | n", "win.step", "One step forward" },
      { "Left comma Page_Up | p", "win.step-back", "One step back" },
      { "<Shift>Right h", "win.hop", "Next hop" },
      { "<Shift>Left | <Shift>h", "win.hop-back", "Hop before" },
      { "Home", "win.start", "To the start" },
      { "End", "win.end", "To the end" },
      { "plus | equal KP_Add", "win.faster", "Faster" },
      { "minus | KP_Subtract", "win.slower", "Slower" } } },
  { "Window",
    { { "Up Down", NULL, "From host to host, on the map" },
      { "<Control>z", "win.undo", "Undo what was done last" },
      { "<Control>n", "win.compose", "Send a mail" },
      { "<Control>Return | a", "win.act", "Do something to what is selected" },
      { "d", "win.dark", "Light or dark" },
      { "<Control>plus | <Control>equal <Control>KP_Add", "win.text-larger", "Larger text" },
      { "<Control>minus | <Control>KP_Subtract", "win.text-smaller", "Smaller text" },
      { "<Control>0 | <Control>KP_0", "win.text-usual", "Usual text" },
      { "F11", "win.fullscreen", "Full screen" },
      { "<Control>o", "win.open", "Open a scenario or a trace" },
      { "<Control>s", "win.save-scenario", "Save as a scenario" },
      { "<Control><Shift>s", "win.save-trace", "Save the trace" },
      { "<Control>f | slash", "win.search", "Search the events" },
      { "F9", "win.lists", "Events and details, or more room" },
      { "F10", NULL, "Menu" },
      { "l", "win.live", "Open to real programs" },
      { "F1", "win.help", "Help" },
      { "question | <Control>question", "win.shortcuts", "These shortcuts" },
      { "<Control>q | <Control>w", "window.close", "Quit" } } },
};

static void
add_shortcut (GtkShortcutController *controller, const char *key, const char *action)
{
  guint keyval;
  GdkModifierType modifiers;

  if (action == NULL)
    return;
  if (!gtk_accelerator_parse (key, &keyval, &modifiers))
    g_error ("%s is no key", key);
  gtk_shortcut_controller_add_shortcut (controller, gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers), gtk_named_action_new (action)));
}

static gboolean
has_keys_of_its_own (GtkWidget *focus)
{
  if (focus == NULL)
    return FALSE;
  return gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL || GTK_IS_EDITABLE (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_EDITABLE) != NULL
         || (GTK_IS_TEXT_VIEW (focus) && gtk_text_view_get_editable (GTK_TEXT_VIEW (focus)));
}

static void
follow_focus (GtkEventController *controller)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (gtk_event_controller_get_widget (controller)));

  gtk_event_controller_set_propagation_phase (controller, has_keys_of_its_own (focus) ? GTK_PHASE_NONE : GTK_PHASE_CAPTURE);
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

void
shortcuts_attach (GtkWidget *window)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    for (const Shortcut *shortcut = groups[i].shortcuts; shortcut->keys != NULL; shortcut++)
      {
        g_auto (GStrv) keys = g_strsplit (shortcut->keys, " ", -1);

        for (guint key = 0; keys[key] != NULL; key++)
          if (keys[key][0] != '|')
            add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), keys[key], shortcut->action);
      }
  gtk_widget_add_controller (window, controller);
  g_signal_connect_object (window, "notify::focus-widget", G_CALLBACK (follow_focus), controller, G_CONNECT_SWAPPED);
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

/* The toolkit takes such windows from XML only. */
static char *
write_xml (void)
{
  GString *xml = g_string_new ("<interface><object class=\"GtkShortcutsWindow\" id=\"shortcuts\"><property name=\"modal\">1</property>"
                               "<child><object class=\"GtkShortcutsSection\"><property name=\"section-name\">all</property>");

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    append_group (xml, &groups[i]);
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
