/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/dialogue-view.h"

#include "gui/model/dialogue-turn.h"
#include "gui/view/source-text.h"

enum
{
  MOST_SHOWN = 100, /* records of a conversation: each is laid out, in sight or not */
};

struct _DialogueView
{
  GtkWidget parent_instance;

  GtkWidget *scrolled, *text;
  GtkTextBuffer *buffer; /* the text's */
  guint32 conn;
  guint position, first; /* of its records, those from FIRST to POSITION are shown */
  TraceId told;
  GArray *begins; /* Begin, by offset */
  guint scroll;   /* idle source, 0: none */
};

/* Where the words of a record begin. */
typedef struct
{
  TraceId record;
  int offset;
} Begin;

G_DEFINE_TYPE (DialogueView, dialogue_view, GTK_TYPE_WIDGET)

static void
dialogue_view_dispose (GObject *object)
{
  DialogueView *view = MAILFLOW_DIALOGUE_VIEW (object);

  if (view->scrolled != NULL)
    g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view->scrolled)), view);
  g_clear_handle_id (&view->scroll, g_source_remove);
  g_clear_pointer (&view->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (dialogue_view_parent_class)->dispose (object);
}

static void
dialogue_view_finalize (GObject *object)
{
  g_array_unref (MAILFLOW_DIALOGUE_VIEW (object)->begins);
  G_OBJECT_CLASS (dialogue_view_parent_class)->finalize (object);
}

static void
dialogue_view_class_init (DialogueViewClass *class)
{
  G_OBJECT_CLASS (class)->finalize = dialogue_view_finalize;
  G_OBJECT_CLASS (class)->dispose = dialogue_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

/* The present line is the last one: what is still to come isn't shown. */
static gboolean
show_end (gpointer data)
{
  DialogueView *view = data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view->scrolled));

  view->scroll = 0;
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment));
  return G_SOURCE_REMOVE;
}

/* The text settles its size after the words are in. */
static void
want_end (DialogueView *view)
{
  if (view->scroll == 0)
    view->scroll = g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_end, view, NULL);
}

static void
follow_end (DialogueView *view)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view->scrolled));

  g_signal_connect_swapped (adjustment, "notify::upper", G_CALLBACK (want_end), view);
  g_signal_connect_swapped (adjustment, "notify::page-size", G_CALLBACK (want_end), view);
}

/* In a box of its own the text asks for all its height before a frame is painted; straight in a scrolled
 * window it would move the scroll bars while it is. */
static void
dialogue_view_init (DialogueView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  view->begins = g_array_new (FALSE, FALSE, sizeof (Begin));
  view->text = source_text_new ("Dialogue");
  view->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view->text));
  view->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", box, NULL);
  gtk_box_append (GTK_BOX (box), view->text);
  follow_end (view);
  gtk_widget_set_parent (view->scrolled, GTK_WIDGET (view));
}

static void
append (DialogueView *view, const char *text, const char *tag, gboolean now)
{
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (view->buffer, &end);
  gtk_text_buffer_insert_with_tags_by_name (view->buffer, &end, text, -1, tag, now ? "now" : NULL, NULL);
}

static void
append_event (DialogueView *view, Player *player, TraceId id, gboolean now)
{
  g_autoptr (StoryLine) line = story_tell (player_get_trace (player), id);
  g_autofree char *text = g_strdup_printf ("%s %s\n", line->who, line->what);

  append (view, text, "note", now);
}

static void
append_record (DialogueView *view, Player *player, TraceId id)
{
  const Trace *trace = player_get_trace (player);
  const TraceRecord *record = trace_get (trace, id);
  gboolean server = trace_kind_is_answer (record->kind);
  gboolean now = id == player_get_record (player);
  g_autofree char *lines = NULL, *text = NULL;
  gsize length;
  const char *bytes;
  const Begin begin = { id, gtk_text_buffer_get_char_count (view->buffer) };

  g_array_append_val (view->begins, begin);
  if (!trace_kind_is_dialogue (record->kind))
    {
      append_event (view, player, id, now);
      return;
    }
  bytes = trace_blob (trace, record->text, &length);
  lines = dialogue_turn_cut (bytes, length, server ? "S: " : "C: ");
  text = g_strconcat (lines, "\n", NULL);
  append (view, text, server ? "server" : "client", now);
}

/* Whether what is there can stay, but for the light, and the rest be added: the record that is told about is
 * none of the old ones. */
static gboolean
goes_on (DialogueView *view, Player *player, guint32 conn, const GArray *ids, guint count)
{
  const TraceRecord *told = trace_get (player_get_trace (player), player_get_record (player));

  if (view->conn != conn || view->position == 0 || count <= view->position || count > view->first + MOST_SHOWN)
    return FALSE;
  return told->conn != conn || player_get_record (player) >= g_array_index (ids, TraceId, view->position);
}

static void
put_out_light (DialogueView *view)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (view->buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (view->buffer, "now", &start, &end);
}

/* Of a long conversation only the end, with as much room to grow. */
static void
begin_anew (DialogueView *view, guint count)
{
  g_autofree char *words = NULL;

  view->first = count > MOST_SHOWN ? count - MOST_SHOWN / 2 : 0;
  words = g_strdup_printf ("… %u lines before …\n", view->first);
  g_array_set_size (view->begins, 0);
  gtk_text_buffer_set_text (view->buffer, "", 0);
  if (view->first > 0)
    append (view, words, "note", FALSE);
}

void
dialogue_view_show (DialogueView *view, Player *player, guint32 conn)
{
  const GArray *ids = trace_index_connection (player_get_index (player), conn);
  guint count = trace_index_count_until (ids, player_get_position (player)), next;

  if (view->conn == conn && view->position == count && view->told == player_get_record (player))
    return;
  if (goes_on (view, player, conn, ids, count))
    {
      next = view->position;
      put_out_light (view);
    }
  else
    {
      begin_anew (view, count);
      next = view->first;
    }
  view->conn = conn;
  view->position = count;
  view->told = player_get_record (player);
  if (count == 0)
    append (view, "not opened yet\n", "note", FALSE);
  for (guint i = next; i < count; i++)
    append_record (view, player, g_array_index (ids, TraceId, i));
}

TraceId
dialogue_view_find_record (DialogueView *view, GtkWidget *of, double x, double y)
{
  GtkTextView *text = GTK_TEXT_VIEW (view->text);
  double text_x, text_y;
  int buffer_x, buffer_y;
  GtkTextIter iter;
  TraceId found = 0;

  if (!gtk_widget_translate_coordinates (of, view->text, x, y, &text_x, &text_y) || !gtk_widget_contains (view->text, text_x, text_y))
    return 0;
  gtk_text_view_window_to_buffer_coords (text, GTK_TEXT_WINDOW_WIDGET, (int) text_x, (int) text_y, &buffer_x, &buffer_y);
  gtk_text_view_get_line_at_y (text, &iter, buffer_y, NULL);
  for (guint i = 0; i < view->begins->len && g_array_index (view->begins, Begin, i).offset <= gtk_text_iter_get_offset (&iter); i++)
    found = g_array_index (view->begins, Begin, i).record;
  return found;
}

void
dialogue_view_set_palette (DialogueView *view)
{
  source_text_set_palette (view->text);
}

void
dialogue_view_forget (DialogueView *view)
{
  view->conn = 0;
  view->told = 0;
}
