/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/packet-view.h"

#include "gui/draw/hex-dump.h"
#include "gui/view/field-row.h"
#include "gui/view/list-row.h"
#include "gui/view/source-text.h"
#include "gui/view/still-pane.h"

#include <string.h>

enum
{
  FEW = 8, /* bytes of a row … */
  MANY = 16,
  WIDTH_FOR_MANY = 1000, /* … and the width from which on there are more */
};

struct _PacketView
{
  GtkWidget parent_instance;

  GtkWidget *box, *title, *paned, *text, *text_page, *list;
  GtkTextBuffer *buffer; /* the text's */
  GListStore *rows; /* the selection's; PacketRow */
  GtkSingleSelection *selection;
  GByteArray *frame; /* or NULL */
  guint per_row;
  char *wanted;       /* the name of the field that was picked, for the next packet; NULL: none was */
  gboolean following; /* nobody picks */
  guint scroll;       /* idle source, 0: none */
};

G_DEFINE_TYPE (PacketView, packet_view, GTK_TYPE_WIDGET)

/* Tags of source-text in the same colours. */
static const char *const layer_tags[N_PACKET_LAYERS] = {
  [PACKET_ETHERNET] = "dim",
  [PACKET_INTERNET] = "client",
  [PACKET_TRANSPORT] = "wait",
  [PACKET_APPLICATION] = "good",
};

static void
packet_view_dispose (GObject *object)
{
  PacketView *view = MAILFLOW_PACKET_VIEW (object);

  if (view->selection != NULL)
    g_signal_handlers_disconnect_by_data (view->selection, view);
  g_clear_handle_id (&view->scroll, g_source_remove);
  g_clear_pointer (&view->box, gtk_widget_unparent);
  g_clear_object (&view->selection);
  g_clear_object (&view->rows);
  g_clear_pointer (&view->frame, g_byte_array_unref);
  g_clear_pointer (&view->wanted, g_free);
  G_OBJECT_CLASS (packet_view_parent_class)->dispose (object);
}

static void
packet_view_class_init (PacketViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = packet_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  list_row_set_child (item, field_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  field_row_set_field (MAILFLOW_FIELD_ROW (gtk_list_item_get_child (item)), gtk_list_item_get_item (item));
}

static void
get_iter (PacketView *view, guint line, guint column, GtkTextIter *iter)
{
  gtk_text_buffer_get_iter_at_line_offset (view->buffer, iter, (int) line, (int) column);
}

/* Puts TAG on the COUNT characters at COLUMN of LINE. */
static void
tag_place (PacketView *view, const char *tag, guint line, guint column, guint count)
{
  GtkTextIter start, end;

  get_iter (view, line, column, &start);
  get_iter (view, line, column + count, &end);
  gtk_text_buffer_apply_tag_by_name (view->buffer, tag, &start, &end);
}

/* Row by row, in both columns. */
static void
tag_bytes (PacketView *view, const char *tag, gsize offset, gsize length)
{
  gsize end = offset + length;

  while (offset < end)
    {
      guint count = (guint) MIN (end - offset, view->per_row - offset % view->per_row), line, hex, ascii;

      hex_dump_place (offset, view->per_row, &line, &hex, &ascii);
      tag_place (view, tag, line, hex, 3 * count - 1);
      tag_place (view, tag, line, ascii, count);
      offset += count;
    }
}

static void
light_selected (PacketView *view)
{
  PacketRow *row = gtk_single_selection_get_selected_item (view->selection);
  GtkTextIter start, end;
  gsize offset, length;
  guint line, hex, ascii;

  gtk_text_buffer_get_bounds (view->buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (view->buffer, "lit", &start, &end);
  if (row == NULL || view->frame == NULL)
    return;
  packet_row_get_bytes (row, &offset, &length);
  tag_bytes (view, "lit", offset, length);
  hex_dump_place (offset, view->per_row, &line, &hex, &ascii);
  get_iter (view, line, hex, &start);
  gtk_text_buffer_place_cursor (view->buffer, &start);
}

static gboolean
scroll_to_selected (gpointer data)
{
  PacketView *view = data;
  guint selected = gtk_single_selection_get_selected (view->selection);

  view->scroll = 0;
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (view->text), gtk_text_buffer_get_insert (view->buffer));
  if (selected != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (view->list, "list.scroll-to-item", "u", MIN (selected + 2, g_list_model_get_n_items (G_LIST_MODEL (view->selection)) - 1));
  return G_SOURCE_REMOVE;
}

/* List and text take in what is new before, in the next frame. What follows the selected row is to be seen too. */
static void
want_scroll (PacketView *view)
{
  if (view->scroll == 0)
    view->scroll = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, scroll_to_selected, view, NULL);
}

static void
on_selected (PacketView *view)
{
  PacketRow *row = gtk_single_selection_get_selected_item (view->selection);

  if (!view->following && row != NULL)
    {
      g_free (view->wanted);
      view->wanted = g_strdup (packet_row_get_name (row));
      want_scroll (view);
    }
  light_selected (view);
}

/* The field that was picked in an earlier packet, or the last layer: what the programs say. */
static guint
find_wanted (PacketView *view, GListModel *rows)
{
  guint layer = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (PacketRow) row = g_list_model_get_item (rows, i);

      if (g_strcmp0 (packet_row_get_name (row), view->wanted) == 0)
        return i;
      if (packet_row_is_layer (row))
        layer = i;
    }
  return layer;
}

/* As wide as a line is. */
static void
fit_width (PacketView *view)
{
  g_autofree char *line = g_strnfill (hex_dump_width (view->per_row) + 1, '0');
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (view->text, line);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_widget_set_size_request (view->text_page, width + 34, -1);
}

static void
write_bytes (PacketView *view)
{
  g_autofree char *text = hex_dump_write (view->frame->data, view->frame->len, view->per_row);
  GListModel *rows = gtk_single_selection_get_model (view->selection);

  gtk_text_buffer_set_text (view->buffer, text, -1);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (PacketRow) row = g_list_model_get_item (rows, i);
      gsize offset, length;

      packet_row_get_bytes (row, &offset, &length);
      if (packet_row_is_layer (row))
        tag_bytes (view, layer_tags[packet_row_get_layer (row)], offset, length);
    }
  light_selected (view);
}

/* The row of the field that has the byte at OFFSET. */
static guint
find_row (PacketView *view, gsize offset)
{
  GListModel *rows = gtk_single_selection_get_model (view->selection);
  guint found = GTK_INVALID_LIST_POSITION;
  gsize least = G_MAXSIZE;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (PacketRow) row = g_list_model_get_item (rows, i);
      gsize first, length;

      packet_row_get_bytes (row, &first, &length);
      if (packet_row_is_layer (row) || offset < first || offset - first >= length || length >= least)
        continue;
      found = i;
      least = length;
    }
  return found;
}

static void
on_pressed (PacketView *view, int presses, double x, double y)
{
  int at_x, at_y;
  GtkTextIter iter;
  gsize offset;
  guint row;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (view->text), GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &at_x, &at_y);
  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (view->text), &iter, at_x, at_y);
  if (view->frame == NULL || !hex_dump_find (view->frame->len, view->per_row, (guint) gtk_text_iter_get_line (&iter), (guint) gtk_text_iter_get_line_offset (&iter), &offset))
    return;
  row = find_row (view, offset);
  gtk_single_selection_set_selected (view->selection, row);
}

static GtkWidget *
make_text (PacketView *view)
{
  GtkGesture *click = gtk_gesture_click_new ();

  view->text = source_text_new ("Bytes of the packet");
  g_object_set (view->text, "wrap-mode", GTK_WRAP_NONE, "indent", 0, NULL);
  view->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view->text));
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), view);
  gtk_widget_add_controller (view->text, GTK_EVENT_CONTROLLER (click));
  view->text_page = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", view->text, "propagate-natural-width", TRUE, NULL);
  return view->text_page;
}

static GtkWidget *
make_list (PacketView *view)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *pane, *scrolled;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  view->rows = g_list_store_new (PACKET_ROW_TYPE);
  view->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (view->selection, FALSE);
  gtk_single_selection_set_can_unselect (view->selection, TRUE);
  gtk_single_selection_set_model (view->selection, G_LIST_MODEL (view->rows));
  g_signal_connect_swapped (view->selection, "notify::selected", G_CALLBACK (on_selected), view);
  view->list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (view->selection)), factory);
  list_row_let_pass (view->list);
  gtk_widget_add_css_class (view->list, "fields");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view->list), GTK_ACCESSIBLE_PROPERTY_LABEL, "Fields of the packet", -1);
  scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", view->list, NULL);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)), "notify::page-size", G_CALLBACK (want_scroll), view, G_CONNECT_SWAPPED);
  pane = still_pane_new (scrolled);
  g_object_set (pane, "hexpand", TRUE, "width-request", 200, NULL);
  return pane;
}

static void
packet_view_init (PacketView *view)
{
  view->per_row = FEW;
  view->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  view->title = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (view->title, "packet-title");
  view->paned = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_vexpand (view->paned, TRUE);
  gtk_box_append (GTK_BOX (view->paned), make_text (view));
  gtk_box_append (GTK_BOX (view->paned), make_list (view));
  gtk_box_append (GTK_BOX (view->box), view->title);
  gtk_box_append (GTK_BOX (view->box), view->paned);
  gtk_widget_set_parent (view->box, GTK_WIDGET (view));
  gtk_widget_add_css_class (GTK_WIDGET (view), "packet");
}

static guint
choose_row (PacketView *view)
{
  return gtk_widget_get_width (GTK_WIDGET (view)) >= WIDTH_FOR_MANY ? MANY : FEW;
}

static gboolean
is_shown_already (PacketView *view, const GByteArray *frame)
{
  return view->frame != NULL && view->per_row == choose_row (view) && view->frame->len == frame->len && memcmp (view->frame->data, frame->data, frame->len) == 0;
}

/* In the same model: its widgets stay. */
static void
replace_rows (PacketView *view, GListModel *rows)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    g_ptr_array_add (all, g_list_model_get_item (rows, i));
  g_list_store_splice (view->rows, 0, g_list_model_get_n_items (G_LIST_MODEL (view->rows)), all->pdata, all->len);
}

/* Takes FRAME. */
static void
show_frame (PacketView *view, const TraceFrames *frames, TraceId packet, GByteArray *frame)
{
  g_autoptr (PacketAnatomy) anatomy = trace_frames_take_apart (frames, packet, frame);
  g_autoptr (GListStore) rows = packet_row_list (anatomy);

  g_clear_pointer (&view->frame, g_byte_array_unref);
  view->frame = frame;
  view->per_row = choose_row (view);
  fit_width (view);
  view->following = TRUE;
  replace_rows (view, G_LIST_MODEL (rows));
  gtk_single_selection_set_selected (view->selection, find_wanted (view, G_LIST_MODEL (rows)));
  view->following = FALSE;
  write_bytes (view);
  want_scroll (view);
}

void
packet_view_show (PacketView *view, const char *title, const TraceFrames *frames, TraceId packet)
{
  gboolean there = packet != 0 && trace_frames_check (frames, packet, NULL);
  g_autoptr (GByteArray) frame = there ? trace_frames_write (frames, packet) : NULL;

  if (g_strcmp0 (gtk_label_get_text (GTK_LABEL (view->title)), title) != 0)
    gtk_label_set_text (GTK_LABEL (view->title), title);
  gtk_widget_set_visible (view->paned, there);
  if (there && !is_shown_already (view, frame))
    show_frame (view, frames, packet, g_steal_pointer (&frame));
}

void
packet_view_set_palette (PacketView *view)
{
  source_text_set_palette (view->text);
}
