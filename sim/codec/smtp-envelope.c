/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/smtp-envelope.h"

SmtpEnvelope *
smtp_envelope_new (const char *reverse_path)
{
  SmtpEnvelope *envelope = g_new (SmtpEnvelope, 1);

  envelope->reverse_path = g_strdup (reverse_path);
  envelope->recipients = g_ptr_array_new_with_free_func (g_free);
  return envelope;
}

void
smtp_envelope_add_recipient (SmtpEnvelope *envelope, const char *forward_path)
{
  g_ptr_array_add (envelope->recipients, g_strdup (forward_path));
}

void
smtp_envelope_free (SmtpEnvelope *envelope)
{
  g_free (envelope->reverse_path);
  g_ptr_array_unref (envelope->recipients);
  g_free (envelope);
}
