/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/cell-row.h"

#include "gui/view/row-text.h"

static const double detail_scale = 0.94; /* of the text's size */

enum
{
  GAP = 10, /* between cells, as in the row of headings */
};

struct _CellRow
{
  GtkWidget parent_instance;

  GArray *cells; /* MailboxCell; NULL: none yet */
};

G_DEFINE_TYPE (CellRow, cell_row, GTK_TYPE_WIDGET)

static void
cell_row_dispose (GObject *object)
{
  g_clear_pointer (&MAILFLOW_CELL_ROW (object)->cells, g_array_unref);
  G_OBJECT_CLASS (cell_row_parent_class)->dispose (object);
}

static void
cell_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? 2 * row_text_measure (widget, NULL) : 0;
}

/* What is paler is in the row's own colour, which is another one where it is selected. */
static const char *
name_ink (const MailboxCell *cell, gboolean detail)
{
  if (cell->tone == MAILBOX_CELL_GONE)
    return "mf_bad";
  return detail || cell->tone == MAILBOX_CELL_AWAY ? NULL : "mf_ink";
}

/* How far it is from the left end of a cell to that of the next one. */
static double
measure_step (CellRow *row)
{
  return (double) (gtk_widget_get_width (GTK_WIDGET (row)) + GAP) / MAX (row->cells->len, 1);
}

static void
cell_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  CellRow *row = MAILFLOW_CELL_ROW (widget);
  double step = row->cells == NULL ? 0 : measure_step (row), baseline;
  int line = row_text_measure (widget, &baseline);

  for (guint i = 0; row->cells != NULL && i < row->cells->len; i++)
    {
      const MailboxCell *cell = &g_array_index (row->cells, MailboxCell, i);
      const RowTextLook head = { .ink = name_ink (cell, FALSE), .struck = cell->tone == MAILBOX_CELL_GONE };
      const RowTextLook detail = { .ink = name_ink (cell, TRUE), .scale = detail_scale };

      row_text_show (widget, snapshot, cell->head, i * step, baseline, (int) step - GAP, &head);
      row_text_show (widget, snapshot, cell->detail, i * step, baseline + line, (int) step - GAP, &detail);
    }
}

static gboolean
cell_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  CellRow *row = MAILFLOW_CELL_ROW (widget);
  guint place = keyboard || x < 0 || row->cells == NULL ? G_MAXUINT : (guint) (x / measure_step (row));
  const MailboxCell *cell = row->cells == NULL || place >= row->cells->len ? NULL : &g_array_index (row->cells, MailboxCell, place);
  g_autofree char *text = cell == NULL ? NULL : g_strdup_printf ("%s\n%s", cell->head, cell->detail);

  gtk_tooltip_set_text (tooltip, text == NULL ? NULL : g_strchomp (text));
  return text != NULL;
}

static void
cell_row_class_init (CellRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = cell_row_dispose;
  widget_class->measure = cell_row_measure;
  widget_class->snapshot = cell_row_snapshot;
  widget_class->query_tooltip = cell_row_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "cells");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
cell_row_init (CellRow *row)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (row), TRUE);
}

GtkWidget *
cell_row_new (void)
{
  return g_object_new (CELL_ROW_TYPE, NULL);
}

void
cell_row_set_cells (CellRow *row, GArray *cells)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < cells->len; i++)
    g_string_append_printf (words, "%s%s %s", i == 0 ? "" : "; ", g_array_index (cells, MailboxCell, i).head, g_array_index (cells, MailboxCell, i).detail);
  g_array_ref (cells);
  g_clear_pointer (&row->cells, g_array_unref);
  row->cells = cells;
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str, -1);
  gtk_widget_queue_draw (GTK_WIDGET (row));
  g_string_free (words, TRUE);
}

const GArray *
cell_row_get_cells (CellRow *row)
{
  return row->cells;
}
