/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/sentence-bar.h"

struct _SentenceBar
{
  GtkWidget parent_instance;

  Player *player;
  GtkWidget *label;
  TraceId told; /* the record in words now */
};

G_DEFINE_TYPE (SentenceBar, sentence_bar, GTK_TYPE_WIDGET)

static void
forget_player (SentenceBar *bar)
{
  if (bar->player != NULL)
    g_signal_handlers_disconnect_by_data (bar->player, bar);
  g_clear_object (&bar->player);
}

static void
sentence_bar_dispose (GObject *object)
{
  SentenceBar *bar = MAILFLOW_SENTENCE_BAR (object);

  forget_player (bar);
  g_clear_pointer (&bar->label, gtk_widget_unparent);
  G_OBJECT_CLASS (sentence_bar_parent_class)->dispose (object);
}

static void
sentence_bar_class_init (SentenceBarClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sentence_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
sentence_bar_init (SentenceBar *bar)
{
  bar->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "wrap", TRUE, "lines", 2, "xalign", 0.0f,
                             "yalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, "height-request", 52, "width-chars", 20, NULL);
  gtk_widget_set_parent (bar->label, GTK_WIDGET (bar));
  gtk_widget_add_css_class (GTK_WIDGET (bar), "sentence");
}

/* The section of the standard, small, and never torn apart. */
static void
append_source (GString *markup, const char *rfc)
{
  g_autoptr (GString) source = g_string_new (rfc);

  g_string_replace (source, " ", "\302\240", 0);
  g_string_append_printf (markup, "  <span size=\"72%%\" alpha=\"65%%\">%s</span>", source->str);
}

static char *
markup_of (Player *player)
{
  TraceId id = player_get_record (player);
  g_autoptr (StoryLine) line = story_tell (player_get_trace (player), id);
  const char *summary = id == 1 ? player_get_scenario (player)->summary : NULL, *why = line->why != NULL ? line->why : summary;
  GString *markup = g_string_new (NULL);
  g_autofree char *who = g_markup_escape_text (line->who, -1), *what = g_markup_escape_text (line->what, -1);

  if (who[0] != '\0')
    g_string_append_printf (markup, "<b>%s</b> ", who);
  g_string_append (markup, what);
  if (why != NULL)
    {
      g_autofree char *reason = g_markup_escape_text (why, -1);

      g_string_append_printf (markup, " <span alpha=\"75%%\">— %s</span>", reason);
    }
  if (line->rfc != NULL)
    append_source (markup, line->rfc);
  return g_string_free (markup, FALSE);
}

static void
on_moved (SentenceBar *bar)
{
  g_autofree char *markup = NULL;

  if (bar->told == player_get_record (bar->player))
    return;
  bar->told = player_get_record (bar->player);
  markup = markup_of (bar->player);
  gtk_label_set_markup (GTK_LABEL (bar->label), markup);
  gtk_widget_set_tooltip_text (bar->label, gtk_label_get_text (GTK_LABEL (bar->label)));
}

void
sentence_bar_set_player (SentenceBar *bar, Player *player)
{
  forget_player (bar);
  bar->player = g_object_ref (player);
  bar->told = 0;
  g_signal_connect_swapped (player, "moved", G_CALLBACK (on_moved), bar);
  on_moved (bar);
}

const char *
sentence_bar_get_text (SentenceBar *bar)
{
  return gtk_label_get_text (GTK_LABEL (bar->label));
}
