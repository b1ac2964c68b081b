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
  DNS_ANY = 255, /* a question's only */
} DnsType;

typedef enum
{
  DNS_NOERROR = 0,
  DNS_FORMERR = 1,
  DNS_SERVFAIL = 2,
  DNS_NXDOMAIN = 3,
  DNS_NOTIMP = 4,
  DNS_REFUSED = 5,
  DNS_BADVERS = 16, /* with EDNS only (RFC 6891 6.1.3) */
} DnsCode;

enum
{
  DNS_PLAIN_LIMIT = 512, /* bytes of a datagram without EDNS (RFC 1035 4.2.1) */
  DNS_EDNS_LIMIT = 1232, /* what goes over every link in one piece; we send and take no more */
};

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
  gboolean truncated;     /* TC */
  guint8 opcode;          /* 0: QUERY */
  gboolean edns;          /* has an OPT record (RFC 6891) */
  guint8 edns_version;
  guint16 edns_size;      /* the datagrams its sender takes, in bytes */
  guint16 code;           /* RCODE */
  guint16 class;          /* of the question; 1: IN */
  GBytes *spelling;       /* the question's name on the wire, where it has capitals; else NULL */
  char *name;             /* the question; lower case, no final dot */
  guint16 type;
  GPtrArray *answers;     /* DnsRecord * */
  GPtrArray *authority;
  GPtrArray *additional;
} DnsMessage;

/* Whether NAME is ZONE or a name below it; both lower case, without the final dot. */
gboolean dns_name_lies_in (const char *name, const char *zone);

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

/* Where the aliases in ANSWER lead: the question's name where there is none. Borrowed. */
const char *dns_message_find_canonical (const DnsMessage *answer);

/* How large a datagram the sender of QUERY takes, in bytes: 512, or what it says by EDNS, as far as we go along. */
gsize dns_message_datagram_limit (const DnsMessage *query);

/* NULL where a name or a value can't be written (RFC 1035 2.3.4). */
GBytes *dns_message_write (const DnsMessage *message);
/* The same as a datagram: what passes the limit of who asked, LIMIT bytes, becomes an answer without records and
 * with TC (RFC 2181 9). */
GBytes *dns_message_write_datagram (DnsMessage *message, gsize limit);
/* An answer to what can't be parsed: its header with CODE. NULL where BYTES are no question at all. */
GBytes *dns_message_write_refusal (const guint8 *bytes, gsize length, guint16 code);
/* NULL and an error for anything that ldns refuses or that has not exactly one question. */
DnsMessage *dns_message_parse (const guint8 *bytes, gsize length, GError **error);
GQuark dns_message_error_quark (void);
#define DNS_MESSAGE_ERROR dns_message_error_quark ()

/* "MX", "AAAA", "TYPE99"; "NXDOMAIN", "RCODE11". Static or interned strings. */
const char *dns_type_name (guint16 type);
const char *dns_code_name (guint16 code);
