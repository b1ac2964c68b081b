/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/packet-row.h"

struct _PacketRow
{
  GObject parent_instance;

  gboolean is_layer;
  PacketLayer layer;
  gsize offset, length;
  char *name, *value, *meaning;
};

G_DEFINE_TYPE (PacketRow, packet_row, G_TYPE_OBJECT)

static void
packet_row_finalize (GObject *object)
{
  PacketRow *row = MAILFLOW_PACKET_ROW (object);

  g_free (row->name);
  g_free (row->value);
  g_free (row->meaning);
  G_OBJECT_CLASS (packet_row_parent_class)->finalize (object);
}

static void
packet_row_class_init (PacketRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = packet_row_finalize;
}

static void
packet_row_init (PacketRow *row)
{
}

static void
append_row (GListStore *rows, gboolean is_layer, const PacketField *field, const char *name)
{
  g_autoptr (PacketRow) row = g_object_new (PACKET_ROW_TYPE, NULL);

  row->is_layer = is_layer;
  row->layer = field->layer;
  row->offset = field->offset;
  row->length = field->length;
  row->name = g_strdup (name);
  row->value = g_strdup (is_layer ? "" : field->value);
  row->meaning = g_strdup (is_layer ? "" : field->meaning);
  g_list_store_append (rows, row);
}

/* The layer reaches as far as its last field. */
static void
stretch (GListStore *rows, guint place, const PacketField *field)
{
  g_autoptr (PacketRow) row = g_list_model_get_item (G_LIST_MODEL (rows), place);

  row->length = MAX (row->length, field->offset + field->length - row->offset);
}

GListStore *
packet_row_list (const PacketAnatomy *anatomy)
{
  GListStore *rows = g_list_store_new (PACKET_ROW_TYPE);
  guint layer = 0;

  for (guint i = 0; i < anatomy->fields->len; i++)
    {
      const PacketField *field = &g_array_index (anatomy->fields, PacketField, i);

      if (i == 0 || field->layer != (field - 1)->layer)
        {
          layer = g_list_model_get_n_items (G_LIST_MODEL (rows));
          append_row (rows, TRUE, field, anatomy->layers[field->layer]);
        }
      stretch (rows, layer, field);
      append_row (rows, FALSE, field, field->name);
    }
  return rows;
}

gboolean
packet_row_is_layer (PacketRow *row)
{
  return row->is_layer;
}

PacketLayer
packet_row_get_layer (PacketRow *row)
{
  return row->layer;
}

void
packet_row_get_bytes (PacketRow *row, gsize *offset, gsize *length)
{
  *offset = row->offset;
  *length = row->length;
}

const char *
packet_row_get_name (PacketRow *row)
{
  return row->name;
}

const char *
packet_row_get_value (PacketRow *row)
{
  return row->value;
}

const char *
packet_row_get_meaning (PacketRow *row)
{
  return row->meaning;
}
