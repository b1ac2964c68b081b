/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/model/label-item.h"

struct _LabelItem
{
  GObject parent_instance;

  char *label;
};

G_DEFINE_TYPE (LabelItem, label_item, G_TYPE_OBJECT)

static void
label_item_finalize (GObject *object)
{
  g_free (MAILFLOW_LABEL_ITEM (object)->label);
  G_OBJECT_CLASS (label_item_parent_class)->finalize (object);
}

static void
label_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_string (value, MAILFLOW_LABEL_ITEM (object)->label);
}

static void
label_item_class_init (LabelItemClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = label_item_finalize;
  object_class->get_property = label_item_get_property;
  g_object_class_install_property (object_class, 1, g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));
}

static void
label_item_init (LabelItem *item)
{
}

LabelItem *
label_item_new (char *label)
{
  LabelItem *item = g_object_new (LABEL_ITEM_TYPE, NULL);

  item->label = label;
  return item;
}
