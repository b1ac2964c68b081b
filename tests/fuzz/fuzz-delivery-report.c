/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/delivery-report.h"
#include "sim/codec/mail-rendering.h"
#include "sim/codec/report-anatomy.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (GBytes) message = g_bytes_new (bytes, length);
  g_autoptr (DeliveryReport) report = delivery_report_parse (message, NULL);
  g_autoptr (GPtrArray) parts = report_anatomy_new ((const char *) bytes, length);
  g_autoptr (MailRendering) rendering = mail_rendering_new ((const char *) bytes, length);

  return 0;
}
