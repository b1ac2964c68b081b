/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/message-view.h"

#include "gui/draw/header-growth.h"
#include "gui/draw/message-words.h"
#include "gui/view/fact-list.h"
#include "gui/view/source-text.h"

#include <string.h>

struct _MessageView
{
  GtkWidget parent_instance;

  GtkWidget *scrolled, *heading, *text, *way;
  GtkTextBuffer *buffer; /* the text's */
  MessageId message;
  guint position;
  TraceId told;
  BlobId content;
};

G_DEFINE_TYPE (MessageView, message_view, GTK_TYPE_WIDGET)

static void
message_view_dispose (GObject *object)
{
  g_clear_pointer (&MAILFLOW_MESSAGE_VIEW (object)->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (message_view_parent_class)->dispose (object);
}

static void
message_view_class_init (MessageViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = message_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_heading (const char *text)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0f, "margin-start", 10, NULL);

  gtk_widget_add_css_class (label, "fact-heading");
  return label;
}

static void
message_view_init (MessageView *view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  view->way = g_object_new (FACT_LIST_TYPE, "margin-start", 10, "margin-end", 8, NULL);
  view->text = source_text_new ("Source of the message");
  view->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view->text));
  view->heading = make_heading ("As it is now");
  gtk_box_append (GTK_BOX (box), view->heading);
  gtk_box_append (GTK_BOX (box), view->text);
  gtk_box_append (GTK_BOX (box), view->way);
  view->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", box, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL, "The message", -1);
  gtk_widget_set_parent (view->scrolled, GTK_WIDGET (view));
}

static gboolean
is_on_way (const TraceRecord *record)
{
  switch ((int) record->kind)
    {
    case TRACE_COMPOSED:
    case TRACE_MESSAGE:
      return record->kind == TRACE_COMPOSED || record->code != MESSAGE_MAIL;
    case TRACE_ACCEPTED:
    case TRACE_REJECTED:
    case TRACE_DEFERRED:
    case TRACE_BOUNCED:
    case TRACE_DISCARDED:
    case TRACE_EXPANDED:
    case TRACE_DELAY_NOTICE:
    case TRACE_LOST:
    case TRACE_STORED:
    case TRACE_FETCHED:
    case TRACE_SYNCED:
    case TRACE_REMOVED:
      return TRUE;
    default:
      return FALSE;
    }
}

static FactTone
tone_of (Player *player, TraceId id)
{
  const TraceRecord *record = trace_get (player_get_trace (player), id);

  if (id == player_get_record (player))
    return FACT_NOW;
  switch ((int) record->kind)
    {
    case TRACE_ACCEPTED:
    case TRACE_STORED:
    case TRACE_FETCHED:
      return FACT_GOOD;
    case TRACE_DEFERRED:
    case TRACE_DELAY_NOTICE:
      return FACT_WAIT;
    case TRACE_REJECTED:
    case TRACE_BOUNCED:
    case TRACE_DISCARDED:
    case TRACE_LOST:
      return FACT_BAD;
    default:
      return FACT_PLAIN;
    }
}

static void
add_hop (MessageView *view, Player *player, TraceId id)
{
  const Trace *trace = player_get_trace (player);
  g_autoptr (StoryLine) line = story_tell (trace, id);
  g_autofree char *clock = sim_time_format_clock (trace_start_unix_ns (trace), trace_get (trace, id)->t, FALSE);
  g_autofree char *title = g_strdup_printf ("%s  %s", clock, line->who);

  fact_list_add (MAILFLOW_FACT_LIST (view->way), tone_of (player, id), title, line->what);
}

static gboolean
has_begun (const Trace *trace, const GArray *ids, guint count)
{
  for (guint i = 0; i < count; i++)
    if (is_on_way (trace_get (trace, g_array_index (ids, TraceId, i))))
      return TRUE;
  return FALSE;
}

static void
fill_way (MessageView *view, Player *player, const GArray *ids, guint count)
{
  const Trace *trace = player_get_trace (player);

  fact_list_begin (MAILFLOW_FACT_LIST (view->way));
  fact_list_add_heading (MAILFLOW_FACT_LIST (view->way), has_begun (trace, ids, count) ? "Its way" : "Not written yet");
  for (guint i = 0; i < count; i++)
    if (is_on_way (trace_get (trace, g_array_index (ids, TraceId, i))))
      add_hop (view, player, g_array_index (ids, TraceId, i));
  fact_list_end (MAILFLOW_FACT_LIST (view->way));
}

/* The last content among the first COUNT of IDS, and the one before that differs from it; 0 for none. */
static void
find_contents (const Trace *trace, const GArray *ids, guint count, BlobId *now, BlobId *before)
{
  *now = *before = 0;
  for (guint i = 0; i < count; i++)
    {
      BlobId content = trace_record_get_content (trace_get (trace, g_array_index (ids, TraceId, i)));

      if (content == 0 || content == *now)
        continue;
      *before = *now;
      *now = content;
    }
}

static void
append (MessageView *view, const char *text, gsize length, const char *tag)
{
  g_autofree char *words = message_words_source (text, length);
  GtkTextIter end;

  gtk_text_buffer_get_end_iter (view->buffer, &end);
  gtk_text_buffer_insert_with_tags_by_name (view->buffer, &end, words, -1, tag, NULL);
}

static void
fill_source (MessageView *view, const Trace *trace, BlobId now, BlobId before)
{
  const char *text = trace_blob (trace, now, NULL);
  gsize added = header_growth_measure (text, before == 0 ? NULL : trace_blob (trace, before, NULL));

  gtk_widget_set_visible (view->heading, now != 0);
  gtk_widget_set_visible (view->text, now != 0);
  gtk_text_buffer_set_text (view->buffer, "", 0);
  append (view, text, added, "new");
  append (view, text + added, strlen (text + added), NULL);
}

void
message_view_show (MessageView *view, Player *player, MessageId message)
{
  const Trace *trace = player_get_trace (player);
  const GArray *ids = trace_index_message (player_get_index (player), message);
  guint count = trace_index_count_until (ids, player_get_position (player));
  BlobId now, before;

  if (view->message == message && view->position == count && view->told == player_get_record (player))
    return;
  view->position = count;
  view->told = player_get_record (player);
  fill_way (view, player, ids, count);
  find_contents (trace, ids, count, &now, &before);
  if (view->content != now || view->message != message)
    {
      fill_source (view, trace, now, before);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view->scrolled)), 0);
    }
  view->message = message;
  view->content = now;
}

void
message_view_set_palette (MessageView *view)
{
  source_text_set_palette (view->text);
}

void
message_view_forget (MessageView *view)
{
  view->message = 0;
  view->told = 0;
}
