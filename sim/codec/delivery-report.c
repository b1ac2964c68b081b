/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/delivery-report.h"

static void
free_recipient (DeliveryRecipient *recipient)
{
  g_free (recipient->final_recipient);
  g_free (recipient->original_recipient);
  g_free (recipient->status);
  g_free (recipient->remote_mta);
  g_free (recipient->diagnostic);
  g_free (recipient->explanation);
  g_free (recipient);
}

DeliveryReport *
delivery_report_new (const char *reporting_mta)
{
  DeliveryReport *report = g_new0 (DeliveryReport, 1);

  report->reporting_mta = g_strdup (reporting_mta);
  report->recipients = g_ptr_array_new_with_free_func ((GDestroyNotify) free_recipient);
  return report;
}

DeliveryRecipient *
delivery_report_add (DeliveryReport *report, const char *final_recipient,
                     DeliveryAction action, const char *status)
{
  DeliveryRecipient *recipient = g_new0 (DeliveryRecipient, 1);

  recipient->final_recipient = g_strdup (final_recipient);
  recipient->action = action;
  recipient->status = g_strdup (status);
  g_ptr_array_add (report->recipients, recipient);
  return recipient;
}

void
delivery_report_free (DeliveryReport *report)
{
  g_free (report->reporting_mta);
  g_free (report->envelope_id);
  g_ptr_array_unref (report->recipients);
  g_free (report);
}

/* RFC 3464 2.3.3 */
const char *
delivery_action_name (DeliveryAction action)
{
  switch (action)
    {
    case DELIVERY_FAILED:
      return "failed";
    case DELIVERY_DELAYED:
      return "delayed";
    case DELIVERY_DELIVERED:
      return "delivered";
    case DELIVERY_RELAYED:
      return "relayed";
    case DELIVERY_EXPANDED:
      return "expanded";
    }
  g_assert_not_reached ();
}
