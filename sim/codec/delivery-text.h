/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * delivery-text: the texts inside a delivery report, the one for people and the one for programs
 * (message/delivery-status, RFC 3464 2). Only delivery-report's own files include it.
 */
#pragma once

#include "sim/codec/delivery-report.h"

/* What the whole report comes to: failed before delayed before the rest. */
DeliveryAction delivery_text_sum_up (const DeliveryReport *report);
const char *delivery_text_subject (DeliveryAction action);

/* Lines end in CRLF; caller frees. */
char *delivery_text_for_people (const DeliveryReport *report);
char *delivery_text_status (const DeliveryReport *report);
