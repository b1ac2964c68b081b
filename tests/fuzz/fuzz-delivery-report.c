/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/delivery-report.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (GBytes) message = g_bytes_new (bytes, length);
  g_autoptr (DeliveryReport) report = delivery_report_parse (message, NULL);

  return 0;
}
