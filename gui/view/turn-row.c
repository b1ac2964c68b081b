/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/turn-row.h"

static const double time_scale = 0.9375; /* of the text's size */

enum
{
  GAP = 16,        /* between the time and the words */
  FEWEST = 18,     /* characters that the words have room for beside the time; else it is left out */
  PAUSE_ROOM = 12, /* above a pause's words, and below: half of it outside of its lines */
  PAUSE_SIDE = 40, /* how far its lines go on beyond them */
  PAUSE_LINE = 2,
};

struct _TurnRow
{
  GtkWidget parent_instance;

  DialogueTurn *turn; /* NULL: none yet */
};

G_DEFINE_TYPE (TurnRow, turn_row, GTK_TYPE_WIDGET)

static void
turn_row_dispose (GObject *object)
{
  g_clear_object (&MAILFLOW_TURN_ROW (object)->turn);
  G_OBJECT_CLASS (turn_row_parent_class)->dispose (object);
}

/* The size that a style sheet gives is one in pixels, of which Pango takes care only when it is told. */
static void
make_time (PangoFontDescription *font)
{
  double size = pango_font_description_get_size (font) * time_scale;

  pango_font_description_set_weight (font, PANGO_WEIGHT_NORMAL);
  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, size);
  else
    pango_font_description_set_size (font, (int) size);
}

/* Caller frees. */
static PangoFontDescription *
find_font (TurnRow *row, gboolean words)
{
  PangoFontDescription *font = pango_font_description_copy (pango_context_get_font_description (gtk_widget_get_pango_context (GTK_WIDGET (row))));

  if (!words)
    make_time (font);
  else if (dialogue_turn_get_side (row->turn) == DIALOGUE_EVENT)
    pango_font_description_set_style (font, PANGO_STYLE_ITALIC);
  else
    pango_font_description_set_family_static (font, "monospace");
  return font;
}

/* The height of a line and the width of a digit, in units of Pango; of a digit at a time, as large as that is. */
static void
measure_font (TurnRow *row, gboolean words, int *height, int *digit)
{
  PangoFontDescription *font = find_font (row, words);
  PangoFontMetrics *metrics;

  metrics = pango_context_get_metrics (gtk_widget_get_pango_context (GTK_WIDGET (row)), font, NULL);
  *height = pango_font_metrics_get_height (metrics);
  *digit = pango_font_metrics_get_approximate_digit_width (metrics);
  pango_font_metrics_unref (metrics);
  pango_font_description_free (font);
}

/* The column of the times in a row of WIDTH, for the width of DIGIT: what separates its numbers is half as wide as they are;
 * 0: there is no room for it. */
static int
find_words (TurnRow *row, int width, int digit)
{
  int halves = 1, column;

  for (const char *c = dialogue_turn_get_clock (row->turn); *c != '\0'; c++)
    halves += *c == ':' || *c == '.' ? 1 : 2;
  column = PANGO_PIXELS_CEIL (halves * digit / 2) + GAP;
  return width - column < PANGO_PIXELS_CEIL (FEWEST * digit) ? 0 : column;
}

/* WIDTH pixels wide, -1: as wide as its longest line. */
static PangoLayout *
lay_out (TurnRow *row, const char *text, gboolean words, int width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (row), text);
  PangoFontDescription *font = find_font (row, words);

  pango_layout_set_font_description (layout, font);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, width < 0 ? -1 : MAX (width, 1) * PANGO_SCALE);
  pango_font_description_free (font);
  return layout;
}

/* How many lines TEXT has, 0: one of them is longer than MOST characters, or not all are of ASCII. */
static int
count_short_lines (const char *text, int most)
{
  int lines = 1, length = 0;

  for (; *text != '\0'; text++)
    if (*text == '\n')
      {
        lines++;
        length = 0;
      }
    else if (*text < ' ' || *text > '~' || ++length > most)
      return 0;
  return lines;
}

/* In WIDTH pixels. What stands in characters of one width and needs no breaking, as most does, is counted and not laid out. */
static int
measure_words (TurnRow *row, int width)
{
  const char *text = dialogue_turn_get_text (row->turn);
  g_autoptr (PangoLayout) layout = NULL;
  int height, digit, lines = 0;

  measure_font (row, TRUE, &height, &digit);
  if (dialogue_turn_get_side (row->turn) != DIALOGUE_EVENT)
    lines = count_short_lines (text, width * PANGO_SCALE / MAX (digit, 1));
  if (lines > 0)
    return PANGO_PIXELS_CEIL (lines * height);
  layout = lay_out (row, text, TRUE, width);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static PangoLayout *
lay_out_pause (TurnRow *row)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (row), dialogue_turn_get_pause (row->turn));
  PangoAttrList *bold = pango_attr_list_new ();

  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, bold);
  pango_attr_list_unref (bold);
  return layout;
}

static int
measure_pause (TurnRow *row)
{
  g_autoptr (PangoLayout) layout = NULL;
  int height;

  if (dialogue_turn_get_pause (row->turn)[0] == '\0')
    return 0;
  layout = lay_out_pause (row);
  pango_layout_get_pixel_size (layout, NULL, &height);
  return height + 2 * PAUSE_ROOM;
}

static int
measure_height (TurnRow *row, int width)
{
  int line, digit, column, words;

  measure_font (row, FALSE, &line, &digit);
  column = find_words (row, width, digit);
  words = measure_words (row, width - column);
  if (column > 0)
    words = MAX (words, (dialogue_turn_get_wait (row->turn)[0] != '\0' ? 2 : 1) * PANGO_PIXELS_CEIL (line));
  return measure_pause (row) + words;
}

/* The list asks for the height in the width that it has. */
static void
turn_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  TurnRow *row = MAILFLOW_TURN_ROW (widget);

  *minimum = *natural = 0;
  if (row->turn != NULL && orientation == GTK_ORIENTATION_VERTICAL && for_size > 0)
    *minimum = *natural = measure_height (row, for_size);
}

static GtkSizeRequestMode
turn_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static GdkRGBA
find_ink (TurnRow *row, const char *name)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (row));
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (style, name, &colour))
    gtk_style_context_get_color (style, &colour);
  return colour;
}

static void
show (TurnRow *row, GtkSnapshot *snapshot, PangoLayout *layout, int x, int y, const char *ink)
{
  GdkRGBA colour = find_ink (row, ink);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
show_line (TurnRow *row, GtkSnapshot *snapshot, int x, int y, int width)
{
  static const double dashes[] = { 6, 4 };
  GdkRGBA colour = find_ink (row, "mf_faint");
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, PAUSE_LINE));

  gdk_cairo_set_source_rgba (cr, &colour);
  cairo_set_line_width (cr, PAUSE_LINE);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (cr, x, y + PAUSE_LINE / 2.0);
  cairo_rel_line_to (cr, width, 0);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

/* Between two dashed lines. */
static void
show_pause (TurnRow *row, GtkSnapshot *snapshot, int width)
{
  g_autoptr (PangoLayout) layout = NULL;
  int taken, height, line;

  if (dialogue_turn_get_pause (row->turn)[0] == '\0')
    return;
  layout = lay_out_pause (row);
  pango_layout_get_pixel_size (layout, &taken, &height);
  line = MIN (taken + 2 * PAUSE_SIDE, width);
  show_line (row, snapshot, (width - line) / 2, PAUSE_ROOM / 2, line);
  show (row, snapshot, layout, (width - taken) / 2, PAUSE_ROOM, "mf_wait");
  show_line (row, snapshot, (width - line) / 2, height + PAUSE_ROOM * 3 / 2 - PAUSE_LINE, line);
}

static gboolean
is_selected (TurnRow *row)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (row));

  return parent != NULL && gtk_widget_get_state_flags (parent) & GTK_STATE_FLAG_SELECTED;
}

static void
show_time (TurnRow *row, GtkSnapshot *snapshot, int y)
{
  g_autoptr (PangoLayout) clock = lay_out (row, dialogue_turn_get_clock (row->turn), FALSE, -1), wait = lay_out (row, dialogue_turn_get_wait (row->turn), FALSE, -1);
  int height;

  pango_layout_get_pixel_size (clock, NULL, &height);
  show (row, snapshot, clock, 0, y, is_selected (row) ? "mf_ink" : "mf_dim");
  show (row, snapshot, wait, 0, y + height, "mf_ink");
}

/* The client's words at the left of their room, the server's at its right, all else in the middle. */
static void
show_words (TurnRow *row, GtkSnapshot *snapshot, int x, int y, int width)
{
  static const char *const inks[] = { [DIALOGUE_CLIENT] = "mf_accent", [DIALOGUE_SERVER] = "mf_good", [DIALOGUE_EVENT] = "mf_dim" };
  static const double places[] = { [DIALOGUE_CLIENT] = 0, [DIALOGUE_SERVER] = 1, [DIALOGUE_EVENT] = 0.5 };
  DialogueSide side = dialogue_turn_get_side (row->turn);
  g_autoptr (PangoLayout) layout = lay_out (row, dialogue_turn_get_text (row->turn), TRUE, width);
  int taken;

  pango_layout_get_pixel_size (layout, &taken, NULL);
  show (row, snapshot, layout, x + (int) (MAX (width - taken, 0) * places[side]), y, inks[side]);
}

static void
turn_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  TurnRow *row = MAILFLOW_TURN_ROW (widget);
  int width = gtk_widget_get_width (widget), line, digit, x, y;

  if (row->turn == NULL)
    return;
  measure_font (row, FALSE, &line, &digit);
  x = find_words (row, width, digit);
  y = measure_pause (row);
  show_pause (row, snapshot, width);
  if (x > 0)
    show_time (row, snapshot, y);
  show_words (row, snapshot, x, y, width - x);
}

static void
turn_row_class_init (TurnRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = turn_row_dispose;
  widget_class->measure = turn_row_measure;
  widget_class->get_request_mode = turn_row_get_request_mode;
  widget_class->snapshot = turn_row_snapshot;
  gtk_widget_class_set_css_name (widget_class, "turn");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
turn_row_init (TurnRow *row)
{
}

GtkWidget *
turn_row_new (void)
{
  return g_object_new (TURN_ROW_TYPE, NULL);
}

void
turn_row_set_turn (TurnRow *row, DialogueTurn *turn)
{
  static const char *const sides[] = { [DIALOGUE_CLIENT] = "client: ", [DIALOGUE_SERVER] = "server: ", [DIALOGUE_EVENT] = "" };
  g_autofree char *words = g_strdup_printf ("%s %s%s", dialogue_turn_get_clock (turn), sides[dialogue_turn_get_side (turn)], dialogue_turn_get_text (turn));

  g_set_object (&row->turn, turn);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_resize (GTK_WIDGET (row));
}

DialogueTurn *
turn_row_get_turn (TurnRow *row)
{
  return row->turn;
}
