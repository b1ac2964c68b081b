/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/lesson-bar.h"

enum
{
  HIGHEST = 220, /* pixels; what is longer is scrolled, and the run can still be seen */
};

struct _LessonBar
{
  GtkBox parent_instance;

  Player *player;
  GtkWidget *box, *say, *ask, *choices, *verdict;
  const ScenarioStop *shown; /* of the player's run; NULL: nothing */
  GHashTable *answers;       /* ScenarioStop → choice, from 1 */
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (LessonBar, lesson_bar, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static void
forget_player (LessonBar *bar)
{
  if (bar->player != NULL)
    g_signal_handlers_disconnect_by_data (bar->player, bar);
  g_clear_object (&bar->player);
  g_hash_table_remove_all (bar->answers);
  bar->shown = NULL;
}

static void
lesson_bar_dispose (GObject *object)
{
  forget_player (MAILFLOW_LESSON_BAR (object));
  G_OBJECT_CLASS (lesson_bar_parent_class)->dispose (object);
}

static void
lesson_bar_finalize (GObject *object)
{
  g_hash_table_unref (MAILFLOW_LESSON_BAR (object)->answers);
  G_OBJECT_CLASS (lesson_bar_parent_class)->finalize (object);
}

static void
lesson_bar_class_init (LessonBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = lesson_bar_dispose;
  G_OBJECT_CLASS (class)->finalize = lesson_bar_finalize;
}

static GtkWidget *
add_label (LessonBar *bar, const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (bar->box), label);
  return label;
}

static void
lesson_bar_init (LessonBar *bar)
{
  bar->answers = g_hash_table_new (NULL, NULL);
  bar->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (bar), g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", bar->box, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                                               "max-content-height", HIGHEST, "hexpand", TRUE, NULL));
  gtk_widget_add_css_class (GTK_WIDGET (bar), "lesson");
  bar->say = add_label (bar, "lesson-say");
  bar->ask = add_label (bar, "lesson-ask");
  bar->choices = g_object_new (GTK_TYPE_FLOW_BOX, "selection-mode", GTK_SELECTION_NONE, "max-children-per-line", 6, "column-spacing", 8, "row-spacing", 6, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar->choices), GTK_ACCESSIBLE_PROPERTY_LABEL, "Answers", -1);
  gtk_box_append (GTK_BOX (bar->box), bar->choices);
  bar->verdict = add_label (bar, "lesson-verdict");
  gtk_widget_set_visible (GTK_WIDGET (bar), FALSE);
}

static void
show_text (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text == NULL ? "" : text);
  gtk_widget_set_visible (label, text != NULL);
}

/* A lesson may leave the answer to the class. */
static char *
judge (const ScenarioStop *stop, guint choice)
{
  const char *right = stop->answer == 0 ? NULL : g_ptr_array_index (stop->choices, stop->answer - 1);

  if (right == NULL)
    return g_strdup_printf ("“%s”: go on and see.", (const char *) g_ptr_array_index (stop->choices, choice - 1));
  if (choice == (guint) stop->answer)
    return g_strdup_printf ("✓ Right: %s", right);
  return g_strdup_printf ("✗ Not “%s”. Go on and see, or think again.", (const char *) g_ptr_array_index (stop->choices, choice - 1));
}

static void
show_verdict (LessonBar *bar)
{
  guint choice = GPOINTER_TO_UINT (g_hash_table_lookup (bar->answers, bar->shown));
  g_autofree char *words = choice == 0 ? NULL : judge (bar->shown, choice);
  guint answer = (guint) bar->shown->answer;

  gtk_widget_remove_css_class (bar->verdict, "right");
  gtk_widget_remove_css_class (bar->verdict, "wrong");
  if (choice != 0 && answer != 0)
    gtk_widget_add_css_class (bar->verdict, choice == answer ? "right" : "wrong");
  show_text (bar->verdict, words);
}

void
lesson_bar_answer (LessonBar *bar, guint choice)
{
  if (bar->shown == NULL || bar->shown->choices == NULL || choice < 1 || choice > bar->shown->choices->len)
    return;
  g_hash_table_insert (bar->answers, (gpointer) bar->shown, GUINT_TO_POINTER (choice));
  show_verdict (bar);
}

static void
on_choice (GtkButton *button, LessonBar *bar)
{
  lesson_bar_answer (bar, GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "choice")));
}

static void
add_choice (LessonBar *bar, const char *words, guint choice)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "max-width-chars", 60, "xalign", 0.0f, NULL);
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "child", label, "focus-on-click", FALSE, "halign", GTK_ALIGN_START, NULL);

  g_object_set_data (G_OBJECT (button), "choice", GUINT_TO_POINTER (choice));
  g_signal_connect (button, "clicked", G_CALLBACK (on_choice), bar);
  gtk_flow_box_append (GTK_FLOW_BOX (bar->choices), button);
}

static void
fill_choices (LessonBar *bar)
{
  const GPtrArray *choices = bar->shown->choices;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (bar->choices)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (bar->choices), child);
  for (guint i = 0; choices != NULL && i < choices->len; i++)
    add_choice (bar, g_ptr_array_index (choices, i), i + 1);
  gtk_widget_set_visible (bar->choices, choices != NULL);
}

static void
on_moved (LessonBar *bar)
{
  const ScenarioStop *stop = lesson_stops_find (run_get_lesson (player_get_run (bar->player)), player_get_stops (bar->player), player_get_stop (bar->player));

  gtk_widget_set_visible (GTK_WIDGET (bar), stop != NULL);
  if (stop == bar->shown || stop == NULL)
    return;
  bar->shown = stop;
  show_text (bar->say, stop->say);
  show_text (bar->ask, stop->ask);
  fill_choices (bar);
  show_verdict (bar);
}

static void
lesson_bar_set_player (PlayerView *view, Player *player)
{
  LessonBar *bar = MAILFLOW_LESSON_BAR (view);

  forget_player (bar);
  bar->player = g_object_ref (player);
  g_signal_connect_swapped (player, "moved", G_CALLBACK (on_moved), bar);
  on_moved (bar);
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->set_player = lesson_bar_set_player;
}
