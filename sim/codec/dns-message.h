/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * dns-message: questions and answers on the wire (RFC 1035 4), by ldns. Types and codes have
 * ldns's numbers, which are the registry's. Ids and times are arguments.
 */
#pragma once

#include <glib.h>

typedef enum
{
  DNS_A = 1,
  DNS_NS = 2,
  DNS_CNAME = 5,
  DNS_SOA = 6,
  DNS_MX = 15,
  DNS_AAAA = 28,
} DnsType;

typedef enum
{
  DNS_NOERROR = 0,
  DNS_SERVFAIL = 2,
  DNS_NXDOMAIN = 3,
  DNS_REFUSED = 5,
} DnsCode;

/* One resource record in text: all that the simulation needs to know of it. */
typedef struct
{
  char *name;       /* lower case, no final dot */
  guint16 type;
  guint32 ttl;      /* seconds */
  guint16 preference; /* MX only */
  char *value;      /* A/AAAA: address; MX, NS, CNAME: name without final dot ("" is the root); else RDATA text */
} DnsRecord;

typedef struct
{
  guint16 id;
  gboolean answer;        /* QR */
  gboolean authoritative; /* AA */
  gboolean recursion_desired;
  gboolean recursion_available;
  guint16 code;           /* RCODE */
  char *name;             /* the question; lower case, no final dot */
  guint16 type;
  GPtrArray *answers;     /* DnsRecord * */
  GPtrArray *authority;
  GPtrArray *additional;
} DnsMessage;

DnsRecord *dns_record_new (const char *name, guint16 type, guint32 ttl, guint16 preference, const char *value);
DnsRecord *dns_record_copy (const DnsRecord *record);
void dns_record_free (DnsRecord *record);
/* "10 mx1.example.org", "192.0.2.1": type-specific text for people and traces. */
char *dns_record_format_value (const DnsRecord *record);

DnsMessage *dns_message_new_query (guint16 id, const char *name, guint16 type, gboolean recursion_desired);
/* Same id and question as QUERY, QR set; sections empty. */
DnsMessage *dns_message_new_answer (const DnsMessage *query, guint16 code);
void dns_message_free (DnsMessage *message);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DnsMessage, dns_message_free)

/* NULL where a name or a value can't be written (RFC 1035 2.3.4). */
GBytes *dns_message_write (const DnsMessage *message);
/* NULL and an error for anything that ldns refuses or that has not exactly one question. */
DnsMessage *dns_message_parse (const guint8 *bytes, gsize length, GError **error);
GQuark dns_message_error_quark (void);
#define DNS_MESSAGE_ERROR dns_message_error_quark ()

/* "MX", "AAAA", "TYPE99"; "NXDOMAIN", "RCODE11". Static or interned strings. */
const char *dns_type_name (guint16 type);
const char *dns_code_name (guint16 code);
