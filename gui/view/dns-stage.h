/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-stage: the DNS in large: a lookup question by question and where mail goes by it; what resolvers remember, and for
 * how long; what the zones say.
 *
 * Property: "page", "lookup", "caches" or "zones".
 */
#pragma once

#include "gui/view/player-view.h"

#define DNS_STAGE_TYPE (dns_stage_get_type ())
G_DECLARE_FINAL_TYPE (DnsStage, dns_stage, MAILFLOW, DNS_STAGE, GtkBox)
