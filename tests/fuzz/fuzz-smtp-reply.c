/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/smtp-reply.h"

int LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length);

int
LLVMFuzzerTestOneInput (const guint8 *bytes, gsize length)
{
  g_autoptr (SmtpReply) reply = smtp_reply_parse ((const char *) bytes, length, NULL);
  g_autoptr (GString) written = g_string_new (NULL);

  if (reply != NULL)
    smtp_reply_write (reply, written);
  return 0;
}
