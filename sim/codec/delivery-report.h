/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * delivery-report: delivery status notifications (RFC 3464) in multipart/report (RFC 6522).
 */
#pragma once

#include <glib.h>

typedef enum
{
  DELIVERY_FAILED,
  DELIVERY_DELAYED,
  DELIVERY_DELIVERED,
  DELIVERY_RELAYED,
  DELIVERY_EXPANDED,
} DeliveryAction;

typedef struct
{
  char *final_recipient;    /* address */
  char *original_recipient; /* address, or NULL */
  DeliveryAction action;
  char *status;             /* "5.1.1" */
  char *remote_mta;         /* host name, or NULL */
  char *diagnostic;         /* what the remote said, "550 5.1.1 No such user here"; or, not beginning
                             * with a reply code, what this system found itself; or NULL */
  char *explanation;        /* one sentence for people, or NULL */
  gint64 last_attempt;      /* seconds since 1970, 0 for none */
  gint64 will_retry_until;  /* likewise */
} DeliveryRecipient;

typedef struct
{
  char *reporting_mta;      /* host name */
  char *envelope_id;        /* or NULL */
  gint64 arrival_date;      /* seconds since 1970, 0 for none */
  GPtrArray *recipients;    /* DeliveryRecipient * */
} DeliveryReport;

DeliveryReport *delivery_report_new (const char *reporting_mta);
DeliveryRecipient *delivery_report_add (DeliveryReport *report, const char *final_recipient,
                                        DeliveryAction action, const char *status);
void delivery_report_free (DeliveryReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DeliveryReport, delivery_report_free)

/* The whole message from MAILER-DAEMON@reporting-mta to TO: text for people, message/delivery-status,
 * and the header of ORIGINAL (text/rfc822-headers), or all of it (message/rfc822) where FULL.
 * BOUNDARY must be unique in the message. Built with GMime; CRLF lines. */
GBytes *delivery_report_write (const DeliveryReport *report, const char *to, const char *message_id,
                               const char *boundary, gint64 date_unix, GBytes *original, gboolean full);

/* Reads a report out of a whole message. NULL and an error where it is none. */
DeliveryReport *delivery_report_parse (GBytes *message, GError **error);
GQuark delivery_report_error_quark (void);
#define DELIVERY_REPORT_ERROR delivery_report_error_quark ()
const char *delivery_action_name (DeliveryAction action);
