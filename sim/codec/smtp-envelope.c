/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/smtp-envelope.h"

static void
free_recipient (gpointer data)
{
  SmtpRecipient *recipient = data;

  g_free (recipient->path);
  g_free (recipient->original);
  g_free (recipient);
}

SmtpEnvelope *
smtp_envelope_new (const char *reverse_path)
{
  SmtpEnvelope *envelope = g_new0 (SmtpEnvelope, 1);

  envelope->reverse_path = g_strdup (reverse_path);
  envelope->recipients = g_ptr_array_new_with_free_func (free_recipient);
  return envelope;
}

SmtpRecipient *
smtp_envelope_add_recipient (SmtpEnvelope *envelope, const char *forward_path)
{
  SmtpRecipient *recipient = g_new0 (SmtpRecipient, 1);

  recipient->path = g_strdup (forward_path);
  g_ptr_array_add (envelope->recipients, recipient);
  return recipient;
}

const SmtpRecipient *
smtp_envelope_recipient (const SmtpEnvelope *envelope, guint index)
{
  return g_ptr_array_index (envelope->recipients, index);
}

void
smtp_envelope_free (SmtpEnvelope *envelope)
{
  g_free (envelope->reverse_path);
  g_free (envelope->envelope_id);
  g_ptr_array_unref (envelope->recipients);
  g_free (envelope);
}
