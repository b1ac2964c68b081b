/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/primary-menu.h"

#include "gui/view/control-icon.h"
#include "gui/view/recent-files.h"
#include "gui/view/shortcuts.h"

/* A row without an action is the submenu of recent files; one without a label ends a section. */
static const struct
{
  const char *label, *action;
} rows[] = {
  { "_Open…", "win.open" },
  { "Open _Recent", NULL },
  { "_Save as Scenario…", "win.save-scenario" },
  { "Save _Trace…", "win.save-trace" },
  { NULL },
  { "_Print the Ladder…", "win.print" },
  { "Print a _Worksheet…", "win.print-worksheet" },
  { NULL },
  { "Send a _Mail…", "win.compose" },
  { "_Undo", "win.undo" },
  { NULL },
  { "_Dark Colours", "win.dark" },
  { "High _Contrast", "win.high-contrast" },
  { "_Larger Text", "win.text-larger" },
  { "S_maller Text", "win.text-smaller" },
  { "_Usual Text", "win.text-usual" },
  { "_Full Screen", "win.fullscreen" },
  { NULL },
  { "_Keyboard Shortcuts", "win.shortcuts" },
  { "_Help", "win.help" },
  { "_About Mailflow", "win.about" },
};

static void
append_action (GMenu *section, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);
  g_autofree char *key = shortcuts_find_key (action);

  if (key != NULL)
    g_menu_item_set_attribute (item, "accel", "s", key);
  g_menu_append_item (section, item);
}

static GMenuModel *
make_menu (GMenuModel *recent)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();

  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].label == NULL)
      {
        g_object_unref (section);
        section = g_menu_new ();
        g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
      }
    else if (rows[i].action == NULL)
      g_menu_append_submenu (section, rows[i].label, recent);
    else
      append_action (section, rows[i].label, rows[i].action);
  return G_MENU_MODEL (menu);
}

void
primary_menu_attach (GtkMenuButton *button)
{
  g_autoptr (GMenu) recent = g_menu_new ();
  g_autoptr (GMenuModel) menu = make_menu (G_MENU_MODEL (recent));

  gtk_menu_button_set_child (button, control_icon_new (CONTROL_MENU));
  gtk_menu_button_set_menu_model (button, menu);
  gtk_menu_button_set_primary (button, TRUE);
  recent_files_fill (recent);
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed", G_CALLBACK (recent_files_fill), recent, G_CONNECT_SWAPPED);
}
