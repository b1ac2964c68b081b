/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-summary: a DNS answer in a few words, for the trace.
 */
#pragma once

#include "sim/codec/dns-message.h"

/* "10 mx1.example.org, 20 mx2.example.org", "192.0.2.1", "NXDOMAIN", "no such record"; caller frees. */
char *dns_summary (const DnsMessage *answer);
