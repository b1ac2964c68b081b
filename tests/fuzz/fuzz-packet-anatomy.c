/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/packet-anatomy.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (PacketAnatomy) anatomy = packet_anatomy_new (bytes, length, PACKET_SAYS_ANYTHING);

  for (guint i = 0; i < anatomy->fields->len; i++)
    {
      const PacketField *field = &g_array_index (anatomy->fields, PacketField, i);

      g_assert (field->length > 0 && field->offset + field->length <= length);
      g_assert (g_utf8_validate (field->value, -1, NULL) && anatomy->layers[field->layer] != NULL);
    }
  return 0;
}
