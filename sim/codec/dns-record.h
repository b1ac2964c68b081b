/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-record: one resource record between ldns's form and ours. Only dns-message includes it. The
 * common types go straight from and to their RDATA: ldns's text conversions cost more than all else.
 */
#pragma once

#include <ldns/ldns.h>

#include "sim/codec/dns-message.h"

/* NULL where a name or value of RECORD can't be written. Caller owns it. */
ldns_rr *dns_record_to_rr (const DnsRecord *record);
/* NULL where RR lacks its RDATA. */
DnsRecord *dns_record_from_rr (const ldns_rr *rr);

/* A name as RDATA; NULL where it has a label or a length that DNS does not allow. */
ldns_rdf *dns_name_to_rdf (const char *name);
/* Lower case, no final dot; bytes that no host name has are escaped as \. or \DDD (RFC 1035 5.1). */
char *dns_name_from_rdf (const ldns_rdf *rdf);
