/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/acting.h"

#include "gui/view/act-menu.h"
#include "gui/view/answer-form.h"
#include "gui/view/composer.h"
#include "gui/view/file-dialog.h"
#include "gui/view/zone-form.h"

void
acting_show (Window *window, Run *run, SimTime at)
{
  g_autoptr (Player) player = player_new_after (window_get_player (window), run);
  Selection selection = player_get_selection (player);

  player_seek_time (player, at);
  player_select (player, selection);
  window_set_player (window, player);
}

gboolean
acting_do (Window *window, const Intervention *intervention, GError **error)
{
  Run *run = run_act (player_get_run (window_get_player (window)), intervention, error);

  if (run == NULL)
    return FALSE;
  acting_show (window, run, intervention_get_time (intervention));
  return TRUE;
}

static void
do_or_complain (Window *window, const Intervention *intervention)
{
  g_autoptr (GError) error = NULL;

  if (!acting_do (window, intervention, &error))
    window_complain (window, error->message);
}

void
acting_begin (Window *window, const Act *act)
{
  switch (act->form)
    {
    case ACT_DO:
      do_or_complain (window, act->intervention);
      return;
    case ACT_ANSWER:
      answer_form_present (window, act->subject);
      return;
    case ACT_ZONE:
      zone_form_present (window, act->subject);
      return;
    case ACT_COMPOSE:
      composer_present (window, act->subject);
      return;
    }
}

static void
do_undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Window *window = MAILFLOW_WINDOW (widget);
  Player *player = window_get_player (window);
  g_autoptr (GError) error = NULL;
  Run *run = run_undo (player_get_run (player), &error);

  if (run == NULL)
    window_complain (window, error->message);
  else
    acting_show (window, run, player_get_time (player));
}

static gboolean
is_own_file (const Run *run, const char *path)
{
  g_autofree char *own = g_canonicalize_filename (run_get_file (run), NULL), *other = g_canonicalize_filename (path, NULL);

  return g_str_equal (own, other);
}

/* What is written into the run's own file is not to be done once more when that is found changed. */
gboolean
acting_save (Window *window, const char *path, GError **error)
{
  Player *player = window_get_player (window);

  if (!run_save_scenario (player_get_run (player), path, error))
    return FALSE;
  if (is_own_file (player_get_run (player), path))
    {
      run_keep_interventions (player_get_run (player));
      window_set_player (window, player);
    }
  return TRUE;
}

static void
on_save_chosen (GtkWidget *window, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!acting_save (MAILFLOW_WINDOW (window), path, &error))
    window_complain (MAILFLOW_WINDOW (window), error->message);
}

static void
do_save_scenario (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const Run *run = player_get_run (window_get_player (MAILFLOW_WINDOW (widget)));
  g_autofree char *proposed = g_strconcat ("my-", run_get_name (run), ".mailflow.yaml", NULL);

  if (run_can_be_acted_on (run))
    file_dialog_save (widget, "Save as a Scenario", "*.yaml", proposed, on_save_chosen);
  else
    window_complain (MAILFLOW_WINDOW (widget), "This is a trace, or a world that is open to real programs: there is no scenario to be saved.");
}

static void
do_compose (GtkWidget *widget, const char *name, GVariant *parameter)
{
  Window *window = MAILFLOW_WINDOW (widget);
  Player *player = window_get_player (window);
  SimTime t;

  if (run_can_be_acted_on (player_get_run (player)) && act_list_find_time (player, &t))
    composer_present (window, NULL);
  else
    window_complain (window, act_menu_explain_nothing (player));
}

static void
do_act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  act_menu_present_for_selection (MAILFLOW_WINDOW (widget));
}

void
acting_install (GtkWidgetClass *class)
{
  gtk_widget_class_install_action (class, "win.undo", NULL, do_undo);
  gtk_widget_class_install_action (class, "win.save-scenario", NULL, do_save_scenario);
  gtk_widget_class_install_action (class, "win.compose", NULL, do_compose);
  gtk_widget_class_install_action (class, "win.act", NULL, do_act);
}
