/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/dns-message.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (DnsMessage) message = dns_message_parse (bytes, length, NULL);
  g_autoptr (GBytes) again = message == NULL ? NULL : dns_message_write (message);

  return 0;
}
