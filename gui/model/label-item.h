/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * label-item: a row of a list model that is nothing but words, its property "label".
 */
#pragma once

#include <glib-object.h>

#define LABEL_ITEM_TYPE (label_item_get_type ())
G_DECLARE_FINAL_TYPE (LabelItem, label_item, MAILFLOW, LABEL_ITEM, GObject)

/* Takes LABEL. */
LabelItem *label_item_new (char *label);
