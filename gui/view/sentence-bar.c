/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/sentence-bar.h"

#include "gui/view/theme.h"
#include "gui/view/whole-tip.h"

enum
{
  HEIGHT = 54, /* of the bar, where text has its usual size */
};

struct _SentenceBar
{
  GtkWidget parent_instance;

  Player *player;
  GtkWidget *label;
  TraceId told; /* the record in words now */
  char *markup; /* of that */
  int width;    /* that the words were fitted to */
};

/* Sizes to choose from, and how many lines of each the bar has room for. */
static const struct
{
  int percent, lines;
} sizes[] = { { 100, 2 }, { 88, 2 }, { 74, 3 } };

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (SentenceBar, sentence_bar, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

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
  g_clear_pointer (&bar->markup, g_free);
  G_OBJECT_CLASS (sentence_bar_parent_class)->dispose (object);
}

static int
count_lines (SentenceBar *bar, const char *markup)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (bar->label, NULL);

  pango_layout_set_markup (layout, markup, -1);
  pango_layout_set_width (layout, bar->width * PANGO_SCALE);
  return pango_layout_get_line_count (layout);
}

/* Shows the words in the first size in which nothing is cut off, or in the last. */
static void
fit (SentenceBar *bar)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *sized = g_strdup_printf ("<span size=\"%d%%\">%s</span>", sizes[i].percent, bar->markup);

      if (i + 1 < G_N_ELEMENTS (sizes) && bar->width > 0 && count_lines (bar, sized) > sizes[i].lines)
        continue;
      gtk_label_set_lines (GTK_LABEL (bar->label), sizes[i].lines);
      gtk_label_set_markup (GTK_LABEL (bar->label), sized);
      return;
    }
}

static void
sentence_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (MAILFLOW_SENTENCE_BAR (widget)->label, orientation, -1, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = (int) (HEIGHT * theme_get_font_scale () + 0.5);
}

static void
sentence_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SentenceBar *bar = MAILFLOW_SENTENCE_BAR (widget);

  if (bar->width != width && bar->markup != NULL)
    {
      bar->width = width;
      fit (bar);
    }
  gtk_widget_size_allocate (bar->label, &(GtkAllocation){ 0, 0, width, height }, -1);
}

/* The font may be another. */
static void
sentence_bar_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sentence_bar_parent_class)->css_changed (widget, change);
  MAILFLOW_SENTENCE_BAR (widget)->width = 0;
  gtk_widget_queue_resize (widget);
}

static void
sentence_bar_class_init (SentenceBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sentence_bar_dispose;
  widget_class->measure = sentence_bar_measure;
  widget_class->css_changed = sentence_bar_css_changed;
  widget_class->size_allocate = sentence_bar_size_allocate;
}

static void
sentence_bar_init (SentenceBar *bar)
{
  bar->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "wrap", TRUE, "lines", 2, "xalign", 0.0f,
                             "yalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", 20, NULL);
  whole_tip_attach (bar->label);
  gtk_widget_set_parent (bar->label, GTK_WIDGET (bar));
  gtk_widget_add_css_class (GTK_WIDGET (bar), "sentence");
}

/* The section of the standard, small, and never torn apart. */
static void
append_source (GString *markup, const char *rfc)
{
  g_autoptr (GString) source = g_string_new (rfc);

  g_string_replace (source, " ", "\302\240", 0);
  g_string_append_printf (markup, "  <span size=\"75%%\" alpha=\"70%%\">%s</span>", source->str);
}

static char *
markup_of (Player *player)
{
  TraceId id = player_get_record (player);
  g_autoptr (StoryLine) line = story_tell (player_get_trace (player), id);
  const char *summary = id == 1 ? run_get_summary (player_get_run (player)) : NULL, *why = line->why != NULL ? line->why : summary;
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
  if (bar->told == player_get_record (bar->player))
    return;
  bar->told = player_get_record (bar->player);
  g_free (bar->markup);
  bar->markup = markup_of (bar->player);
  fit (bar);
}

static void
sentence_bar_set_player (PlayerView *player_view, Player *player)
{
  SentenceBar *bar = MAILFLOW_SENTENCE_BAR (player_view);

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

/* What it tells. */
static gboolean
sentence_bar_find_target (PlayerView *player_view, double *x, double *y, ActTarget *target)
{
  Player *player = MAILFLOW_SENTENCE_BAR (player_view)->player;

  *target = act_target_of_record (player_get_trace (player), player_get_record (player));
  return TRUE;
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->find_target = sentence_bar_find_target;
  interface->set_player = sentence_bar_set_player;
}
