/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-summary: a DNS answer in a few words, for the trace.
 */
#pragma once

#include "sim/store/dns-cache.h"

/* "10 mx1.example.org, 20 mx2.example.org", "192.0.2.1", "NXDOMAIN", "no such record", "referral to org: a.nic.org";
 * caller frees. */
char *dns_summary (const DnsMessage *answer);
char *dns_summary_of_kept (const DnsKept *kept);
