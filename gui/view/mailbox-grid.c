/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/mailbox-grid.h"

#include "gui/view/cell-row.h"
#include "gui/view/list-row.h"
#include "gui/view/whole-tip.h"

/* One row, with words of its own. */
#define GRID_ROW_TYPE (grid_row_get_type ())
G_DECLARE_FINAL_TYPE (GridRow, grid_row, MAILFLOW, GRID_ROW, GObject)

struct _GridRow
{
  GObject parent_instance;

  guint32 item;
  TraceId stored;
  GArray *cells; /* MailboxCell: that of the message itself first */
};

G_DEFINE_TYPE (GridRow, grid_row, G_TYPE_OBJECT)

struct _MailboxGrid
{
  GtkWidget parent_instance;

  GtkWidget *box, *head, *list, *empty, *scrolled;
  GListStore *rows;
  GtkSingleSelection *selection;
  gboolean following; /* nobody picks */
};

G_DEFINE_TYPE (MailboxGrid, mailbox_grid, GTK_TYPE_WIDGET)

static guint picked;

static void
clear_cell (gpointer data)
{
  MailboxCell *cell = data;

  g_free (cell->head);
  g_free (cell->detail);
}

static void
grid_row_finalize (GObject *object)
{
  g_array_unref (MAILFLOW_GRID_ROW (object)->cells);
  G_OBJECT_CLASS (grid_row_parent_class)->finalize (object);
}

static void
grid_row_class_init (GridRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = grid_row_finalize;
}

static void
grid_row_init (GridRow *row)
{
  row->cells = g_array_new (FALSE, FALSE, sizeof (MailboxCell));
  g_array_set_clear_func (row->cells, clear_cell);
}

static void
mailbox_grid_dispose (GObject *object)
{
  MailboxGrid *grid = MAILFLOW_MAILBOX_GRID (object);

  if (grid->selection != NULL)
    g_signal_handlers_disconnect_by_data (grid->selection, grid);
  g_clear_pointer (&grid->box, gtk_widget_unparent);
  g_clear_object (&grid->selection);
  g_clear_object (&grid->rows);
  G_OBJECT_CLASS (mailbox_grid_parent_class)->dispose (object);
}

static void
mailbox_grid_class_init (MailboxGridClass *class)
{
  G_OBJECT_CLASS (class)->dispose = mailbox_grid_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
  picked = g_signal_new ("picked", MAILBOX_GRID_TYPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_label (const char *class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0f, "ellipsize", PANGO_ELLIPSIZE_END, NULL);

  gtk_widget_add_css_class (label, class);
  return label;
}

static GtkWidget *
make_cell (void)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (cell), make_label ("cell-head"));
  gtk_box_append (GTK_BOX (cell), make_label ("cell-detail"));
  whole_tip_attach (cell);
  return cell;
}

static GtkWidget *
make_row (void)
{
  return g_object_new (GTK_TYPE_BOX, "homogeneous", TRUE, "spacing", 10, NULL);
}

/* Cells are kept, and only as many shown as there are. */
static GtkWidget *
take_cell (GtkWidget *row, GtkWidget *cell)
{
  if (cell != NULL)
    return cell;
  cell = make_cell ();
  gtk_box_append (GTK_BOX (row), cell);
  return cell;
}

static GtkWidget *
fill_cell (GtkWidget *row, GtkWidget *cell, const char *head, const char *detail)
{
  cell = take_cell (row, cell);
  gtk_widget_set_visible (cell, TRUE);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (cell)), head);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (cell)), detail);
  return gtk_widget_get_next_sibling (cell);
}

static void
hide_rest (GtkWidget *cell)
{
  for (; cell != NULL; cell = gtk_widget_get_next_sibling (cell))
    gtk_widget_set_visible (cell, FALSE);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  list_row_set_child (item, cell_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GridRow *row = gtk_list_item_get_item (item);

  cell_row_set_cells (MAILFLOW_CELL_ROW (gtk_list_item_get_child (item)), row->cells);
}

static void
on_selected (MailboxGrid *grid)
{
  if (!grid->following && gtk_single_selection_get_selected (grid->selection) != GTK_INVALID_LIST_POSITION)
    g_signal_emit (grid, picked, 0);
}

static void
mailbox_grid_init (MailboxGrid *grid)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  grid->rows = g_list_store_new (GRID_ROW_TYPE);
  grid->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (grid->selection, FALSE);
  gtk_single_selection_set_can_unselect (grid->selection, TRUE);
  gtk_single_selection_set_model (grid->selection, G_LIST_MODEL (grid->rows));
  g_signal_connect_swapped (grid->selection, "notify::selected", G_CALLBACK (on_selected), grid);
  grid->list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (grid->selection)), factory);
  list_row_let_pass (grid->list);
  gtk_widget_add_css_class (grid->list, "mailbox-rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid->list), GTK_ACCESSIBLE_PROPERTY_LABEL, "Messages of the mailbox", -1);
  grid->head = make_row ();
  gtk_widget_add_css_class (grid->head, "mailbox-head");
  grid->empty = g_object_new (GTK_TYPE_LABEL, "label", "The mailbox is empty. A message that comes will be a row here.", "xalign", 0.0f, "wrap", TRUE, NULL);
  gtk_widget_add_css_class (grid->empty, "mailbox-empty");
  grid->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER, "child", grid->list, "vexpand", TRUE, NULL);
  grid->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (grid->box), grid->head);
  gtk_box_append (GTK_BOX (grid->box), grid->empty);
  gtk_box_append (GTK_BOX (grid->box), grid->scrolled);
  gtk_widget_set_parent (grid->box, GTK_WIDGET (grid));
}

/* "laptop.bob.example.org" has its domain in common with all. */
static char *
shorten (const char *host)
{
  g_auto (GStrv) labels = g_strsplit (host, ".", -1);
  guint count = g_strv_length (labels);

  if (count < 4)
    return g_strdup (labels[0]);
  return g_strdup_printf ("%s.%s", labels[0], labels[1]);
}

static void
fill_head (MailboxGrid *grid, const Trace *trace, const MailboxTable *table)
{
  GtkWidget *cell = gtk_widget_get_first_child (grid->head);

  cell = fill_cell (grid->head, cell, "Message", trace_blob (trace, table->name, NULL));
  cell = fill_cell (grid->head, cell, "On the server", trace_host_name (trace, table->server));
  cell = fill_cell (grid->head, cell, "By POP3", table->pop3);
  for (guint i = 0; i < table->devices->len; i++)
    {
      const MailboxDevice *device = &g_array_index (table->devices, MailboxDevice, i);
      g_autofree char *name = shorten (trace_host_name (trace, device->host));
      g_autofree char *head = g_strdup_printf ("On %s", name);

      cell = fill_cell (grid->head, cell, head, device->pop3 ? "device, by POP3" : "device, by IMAP");
    }
  hide_rest (cell);
}

static void
add_cell (GridRow *row, MailboxCellTone tone, const char *head, const char *detail)
{
  MailboxCell cell = { tone, g_strdup (head), g_strdup (detail) };

  g_array_append_val (row->cells, cell);
}

static GridRow *
make_grid_row (const Trace *trace, const MailboxRow *from)
{
  GridRow *row = g_object_new (GRID_ROW_TYPE, NULL);

  row->item = from->item;
  row->stored = from->stored;
  add_cell (row, MAILBOX_CELL_THERE, trace_message_label (trace, from->message), from->subject);
  for (guint i = 0; i < from->cells->len; i++)
    {
      const MailboxCell *cell = &g_array_index (from->cells, MailboxCell, i);

      add_cell (row, cell->tone, cell->head, cell->detail);
    }
  return row;
}

static gboolean
is_same (const GridRow *a, const GridRow *b)
{
  if (a->item != b->item || a->cells->len != b->cells->len)
    return FALSE;
  for (guint i = 0; i < a->cells->len; i++)
    {
      const MailboxCell *first = &g_array_index (a->cells, MailboxCell, i), *second = &g_array_index (b->cells, MailboxCell, i);

      if (first->tone != second->tone || g_strcmp0 (first->head, second->head) != 0 || g_strcmp0 (first->detail, second->detail) != 0)
        return FALSE;
    }
  return TRUE;
}

/* How many rows of ROWS and of what is shown say the same, from the first on, or, where BACKWARDS, from the last; MOST at most. */
static guint
count_same (MailboxGrid *grid, const GPtrArray *rows, guint most, gboolean backwards)
{
  GListModel *model = G_LIST_MODEL (grid->rows);
  guint before = g_list_model_get_n_items (model), count;

  for (count = 0; count < most; count++)
    {
      g_autoptr (GridRow) old = g_list_model_get_item (model, backwards ? before - 1 - count : count);

      if (!is_same (old, g_ptr_array_index (rows, backwards ? rows->len - 1 - count : count)))
        break;
    }
  return count;
}

/* Rows that say the same as before stay as they are; all others change at once. */
static void
fill_rows (MailboxGrid *grid, const Trace *trace, const MailboxTable *table)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint before = g_list_model_get_n_items (G_LIST_MODEL (grid->rows)), first, last;

  for (guint i = 0; i < table->rows->len; i++)
    g_ptr_array_add (rows, make_grid_row (trace, g_ptr_array_index (table->rows, i)));
  first = count_same (grid, rows, MIN (before, rows->len), FALSE);
  last = count_same (grid, rows, MIN (before, rows->len) - first, TRUE);
  if (first + last < MAX (before, rows->len))
    g_list_store_splice (grid->rows, first, before - first - last, rows->pdata + first, rows->len - first - last);
}

static guint
find_place (const MailboxTable *table, guint32 item)
{
  for (guint i = 0; i < table->rows->len; i++)
    if (((const MailboxRow *) g_ptr_array_index (table->rows, i))->item == item)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

void
mailbox_grid_show (MailboxGrid *grid, const Trace *trace, const MailboxTable *table, guint32 item)
{
  guint place = find_place (table, item);

  grid->following = TRUE;
  fill_head (grid, trace, table);
  fill_rows (grid, trace, table);
  if (gtk_single_selection_get_selected (grid->selection) != place)
    {
      gtk_single_selection_set_selected (grid->selection, place);
      list_row_stand_at (grid->list, place);
    }
  grid->following = FALSE;
  gtk_widget_set_visible (grid->empty, table->rows->len == 0);
  gtk_widget_set_visible (grid->scrolled, table->rows->len > 0);
}

guint32
mailbox_grid_get_item (MailboxGrid *grid)
{
  GridRow *row = gtk_single_selection_get_selected_item (grid->selection);

  return row == NULL ? 0 : row->item;
}

TraceId
mailbox_grid_find_record (MailboxGrid *grid, GtkWidget *view, double *x, double *y)
{
  GridRow *row = list_row_find (grid->list, view, x, y);

  return row == NULL ? 0 : row->stored;
}

guint
mailbox_grid_count (MailboxGrid *grid)
{
  return g_list_model_get_n_items (G_LIST_MODEL (grid->rows));
}
