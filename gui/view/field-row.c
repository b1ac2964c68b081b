/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/field-row.h"

#include <string.h>

static const char *const layer_classes[N_PACKET_LAYERS] = {
  [PACKET_ETHERNET] = "layer-ethernet",
  [PACKET_INTERNET] = "layer-internet",
  [PACKET_TRANSPORT] = "layer-transport",
  [PACKET_APPLICATION] = "layer-application",
};

struct _FieldRow
{
  GtkWidget parent_instance;

  PacketRow *field; /* NULL: none yet */
  char *text;
  guint name, value; /* where they end in it */
};

G_DEFINE_TYPE (FieldRow, field_row, GTK_TYPE_WIDGET)

static void
field_row_dispose (GObject *object)
{
  FieldRow *row = MAILFLOW_FIELD_ROW (object);

  g_clear_object (&row->field);
  g_clear_pointer (&row->text, g_free);
  G_OBJECT_CLASS (field_row_parent_class)->dispose (object);
}

/* Takes ATTRIBUTE, for the bytes from START to before END. */
static void
add (PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

static PangoLayout *
lay_out (FieldRow *row, int width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (row), row->text);
  PangoAttrList *list = pango_attr_list_new ();

  add (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), 0, row->name);
  add (list, pango_attr_family_new ("monospace"), row->name, row->value);
  pango_layout_set_attributes (layout, list);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, MAX (width, 1) * PANGO_SCALE);
  pango_attr_list_unref (list);
  return layout;
}

/* The list asks for the height in the width that it has. */
static void
field_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  FieldRow *row = MAILFLOW_FIELD_ROW (widget);
  g_autoptr (PangoLayout) layout = NULL;

  *minimum = *natural = 0;
  if (row->field == NULL || orientation == GTK_ORIENTATION_HORIZONTAL || for_size <= 0)
    return;
  layout = lay_out (row, for_size);
  pango_layout_get_pixel_size (layout, NULL, natural);
  *minimum = *natural;
}

static GtkSizeRequestMode
field_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static gboolean
is_selected (FieldRow *row)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (row));

  return parent != NULL && gtk_widget_get_state_flags (parent) & GTK_STATE_FLAG_SELECTED;
}

static void
dim (FieldRow *row, PangoLayout *layout)
{
  GdkRGBA colour;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (row)), "mf_dim", &colour))
    return;
  add (pango_layout_get_attributes (layout), pango_attr_foreground_new ((guint16) (colour.red * 65535), (guint16) (colour.green * 65535), (guint16) (colour.blue * 65535)), row->value,
       G_MAXUINT);
}

static void
field_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FieldRow *row = MAILFLOW_FIELD_ROW (widget);
  g_autoptr (PangoLayout) layout = row->field == NULL ? NULL : lay_out (row, gtk_widget_get_width (widget));
  GdkRGBA colour;

  if (layout == NULL)
    return;
  if (!is_selected (row))
    dim (row, layout);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_append_layout (snapshot, layout, &colour);
}

static void
field_row_class_init (FieldRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = field_row_dispose;
  widget_class->measure = field_row_measure;
  widget_class->get_request_mode = field_row_get_request_mode;
  widget_class->snapshot = field_row_snapshot;
  gtk_widget_class_set_css_name (widget_class, "field");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
field_row_init (FieldRow *row)
{
}

GtkWidget *
field_row_new (void)
{
  return g_object_new (FIELD_ROW_TYPE, NULL);
}

void
field_row_set_field (FieldRow *row, PacketRow *field)
{
  const char *classes[] = { "field", layer_classes[packet_row_get_layer (field)], packet_row_is_layer (field) ? "layer" : NULL, NULL };
  const char *value = packet_row_get_value (field), *meaning = packet_row_get_meaning (field);

  g_set_object (&row->field, field);
  g_free (row->text);
  row->text = g_strconcat (packet_row_get_name (field), value[0] == '\0' ? "" : "  ", value, meaning[0] == '\0' ? "" : "\n", meaning, NULL);
  row->name = (guint) strlen (packet_row_get_name (field));
  row->value = row->name + (guint) strlen (value) + (value[0] == '\0' ? 0 : 2);
  gtk_widget_set_css_classes (GTK_WIDGET (row), classes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, row->text, -1);
  gtk_widget_queue_resize (GTK_WIDGET (row));
}

const char *
field_row_get_text (FieldRow *row)
{
  return row->text;
}
