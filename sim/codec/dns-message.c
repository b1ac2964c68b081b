/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/dns-message.h"

#include "sim/codec/dns-record.h"

#include <string.h>

enum
{
  HEADER_LENGTH = 12, /* RFC 1035 4.1.1 */
};

G_DEFINE_QUARK (mailflow-dns-message-error, dns_message_error)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ldns_pkt, ldns_pkt_free)

static DnsMessage *
new_message (guint16 id, char *name, guint16 type)
{
  DnsMessage *message = g_new0 (DnsMessage, 1);

  message->id = id;
  message->name = name;
  message->type = type;
  message->class = LDNS_RR_CLASS_IN;
  message->answers = g_ptr_array_new_with_free_func ((GDestroyNotify) dns_record_free);
  message->authority = g_ptr_array_new_with_free_func ((GDestroyNotify) dns_record_free);
  message->additional = g_ptr_array_new_with_free_func ((GDestroyNotify) dns_record_free);
  return message;
}

DnsMessage *
dns_message_new_query (guint16 id, const char *name, guint16 type, gboolean recursion_desired)
{
  DnsMessage *message = new_message (id, g_ascii_strdown (name, -1), type);

  message->recursion_desired = recursion_desired;
  return message;
}

DnsMessage *
dns_message_new_answer (const DnsMessage *query, guint16 code)
{
  DnsMessage *message = new_message (query->id, g_strdup (query->name), query->type);

  message->answer = TRUE;
  message->recursion_desired = query->recursion_desired;
  message->opcode = query->opcode;
  message->class = query->class;
  message->edns = query->edns;
  message->edns_size = DNS_EDNS_LIMIT;
  message->spelling = query->spelling != NULL ? g_bytes_ref (query->spelling) : NULL;
  message->code = code;
  return message;
}

void
dns_message_free (DnsMessage *message)
{
  g_free (message->name);
  g_clear_pointer (&message->spelling, g_bytes_unref);
  g_ptr_array_unref (message->answers);
  g_ptr_array_unref (message->authority);
  g_ptr_array_unref (message->additional);
  g_free (message);
}

static gboolean
push_question (ldns_pkt *packet, const DnsMessage *message)
{
  ldns_rdf *name = dns_name_to_rdf (message->name);
  ldns_rr *rr;

  if (name == NULL)
    return FALSE;
  rr = ldns_rr_new ();
  ldns_rr_set_owner (rr, name);
  ldns_rr_set_type (rr, message->type);
  ldns_rr_set_class (rr, message->class);
  ldns_rr_set_question (rr, true);
  return ldns_pkt_push_rr (packet, LDNS_SECTION_QUESTION, rr);
}

static gboolean
push_records (ldns_pkt *packet, ldns_pkt_section section, const GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    {
      ldns_rr *rr = dns_record_to_rr (g_ptr_array_index (records, i));

      if (rr == NULL || !ldns_pkt_push_rr (packet, section, rr))
        return FALSE;
    }
  return TRUE;
}

static void
set_header (ldns_pkt *packet, const DnsMessage *message)
{
  ldns_pkt_set_id (packet, message->id);
  ldns_pkt_set_qr (packet, message->answer);
  ldns_pkt_set_aa (packet, message->authoritative);
  ldns_pkt_set_rd (packet, message->recursion_desired);
  ldns_pkt_set_ra (packet, message->recursion_available);
  ldns_pkt_set_tc (packet, message->truncated);
  ldns_pkt_set_opcode (packet, message->opcode);
  ldns_pkt_set_rcode (packet, message->code & 15);
  if (!message->edns)
    return;
  ldns_pkt_set_edns_udp_size (packet, message->edns_size);
  ldns_pkt_set_edns_extended_rcode (packet, (guint8) (message->code >> 4));
}

/* Who asks may hide a riddle in the capitals of the name: it goes back as it came. */
static void
restore_spelling (const DnsMessage *message, guint8 *wire)
{
  gsize length;
  const guint8 *name;

  if (message->spelling == NULL)
    return;
  name = g_bytes_get_data (message->spelling, &length);
  memcpy (wire + HEADER_LENGTH, name, length);
}

GBytes *
dns_message_write (const DnsMessage *message)
{
  g_autoptr (ldns_pkt) packet = ldns_pkt_new ();
  guint8 *wire = NULL;
  gsize length;

  set_header (packet, message);
  if (!push_question (packet, message)
      || !push_records (packet, LDNS_SECTION_ANSWER, message->answers)
      || !push_records (packet, LDNS_SECTION_AUTHORITY, message->authority)
      || !push_records (packet, LDNS_SECTION_ADDITIONAL, message->additional)
      || ldns_pkt2wire (&wire, packet, &length) != LDNS_STATUS_OK)
    return NULL;
  restore_spelling (message, wire);
  return g_bytes_new_with_free_func (wire, length, free, wire);
}

static const char *
find_alias (const GPtrArray *records, const char *name)
{
  for (guint i = 0; i < records->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (records, i);

      if (record->type == DNS_CNAME && strcmp (record->name, name) == 0)
        return record->value;
    }
  return NULL;
}

const char *
dns_message_find_canonical (const DnsMessage *answer)
{
  const char *name = answer->name, *alias = NULL;

  for (guint i = 0; i < answer->answers->len; i++, name = alias) /* a loop has an end */
    {
      alias = find_alias (answer->answers, name);
      if (alias == NULL)
        return name;
    }
  return name;
}

gsize
dns_message_datagram_limit (const DnsMessage *query)
{
  return query->edns ? CLAMP (query->edns_size, DNS_PLAIN_LIMIT, DNS_EDNS_LIMIT) : DNS_PLAIN_LIMIT;
}

GBytes *
dns_message_write_datagram (DnsMessage *message, gsize limit)
{
  GBytes *bytes = dns_message_write (message);

  if (bytes == NULL || g_bytes_get_size (bytes) <= limit)
    return bytes;
  g_bytes_unref (bytes);
  g_ptr_array_set_size (message->answers, 0);
  g_ptr_array_set_size (message->authority, 0);
  g_ptr_array_set_size (message->additional, 0);
  message->truncated = TRUE;
  return dns_message_write (message);
}

GBytes *
dns_message_write_refusal (const guint8 *bytes, gsize length, guint16 code)
{
  guint8 header[HEADER_LENGTH] = { 0 };

  if (length < HEADER_LENGTH || (bytes[2] & 0x80) != 0)
    return NULL;
  header[0] = bytes[0];
  header[1] = bytes[1];
  header[2] = (guint8) (0x80 | (bytes[2] & 0x79)); /* QR; OPCODE and RD as they came */
  header[3] = (guint8) code;
  return g_bytes_new (header, sizeof header);
}

static gboolean
take_records (const ldns_rr_list *list, GPtrArray *records)
{
  for (gsize i = 0; i < ldns_rr_list_rr_count (list); i++)
    {
      DnsRecord *record = dns_record_from_rr (ldns_rr_list_rr (list, i));

      if (record == NULL)
        return FALSE;
      g_ptr_array_add (records, record);
    }
  return TRUE;
}

static DnsMessage *
message_from_packet (const ldns_pkt *packet)
{
  const ldns_rr *question = ldns_rr_list_rr (ldns_pkt_question (packet), 0);
  g_autoptr (DnsMessage) message = new_message (ldns_pkt_id (packet), dns_name_from_rdf (ldns_rr_owner (question)),
                                                (guint16) ldns_rr_get_type (question));

  message->answer = ldns_pkt_qr (packet);
  message->authoritative = ldns_pkt_aa (packet);
  message->recursion_desired = ldns_pkt_rd (packet);
  message->recursion_available = ldns_pkt_ra (packet);
  message->truncated = ldns_pkt_tc (packet);
  message->opcode = (guint8) ldns_pkt_get_opcode (packet);
  message->class = (guint16) ldns_rr_get_class (question);
  message->edns = ldns_pkt_edns (packet);
  message->edns_version = ldns_pkt_edns_version (packet);
  message->edns_size = ldns_pkt_edns_udp_size (packet);
  message->code = (guint16) (ldns_pkt_get_rcode (packet) | ldns_pkt_edns_extended_rcode (packet) << 4);
  if (take_records (ldns_pkt_answer (packet), message->answers)
      && take_records (ldns_pkt_authority (packet), message->authority)
      && take_records (ldns_pkt_additional (packet), message->additional))
    return g_steal_pointer (&message);
  return NULL;
}

/* The question's name as it stands in BYTES, if it has capitals. A name there is whole: nothing is before it
 * that it could point to. */
static GBytes *
find_spelling (const guint8 *bytes, gsize length)
{
  gsize end = HEADER_LENGTH;
  gboolean capitals = FALSE;

  while (end < length && bytes[end] != 0 && bytes[end] < 64)
    end += bytes[end] + 1u;
  if (end >= length || bytes[end] != 0)
    return NULL;
  for (gsize i = HEADER_LENGTH; i < end; i++)
    capitals = capitals || g_ascii_isupper (bytes[i]);
  return capitals ? g_bytes_new (bytes + HEADER_LENGTH, end + 1 - HEADER_LENGTH) : NULL;
}

/* ldns expects a whole header, and crashes on some messages with several questions. */
static const char *
find_fault (const guint8 *bytes, gsize length)
{
  if (length < HEADER_LENGTH)
    return "shorter than a header";
  if (length > G_MAXUINT16)
    return "longer than 65,535 bytes";
  if (bytes[4] != 0 || bytes[5] != 1)
    return "not exactly one question";
  return NULL;
}

DnsMessage *
dns_message_parse (const guint8 *bytes, gsize length, GError **error)
{
  const char *fault = find_fault (bytes, length);
  g_autoptr (ldns_pkt) packet = NULL;
  DnsMessage *message = NULL;
  ldns_status status;

  if (fault == NULL)
    {
      status = ldns_wire2pkt (&packet, bytes, length);
      if (status != LDNS_STATUS_OK)
        {
          packet = NULL;
          fault = ldns_get_errorstr_by_id (status);
        }
      else if (ldns_rr_list_rr_count (ldns_pkt_question (packet)) == 1)
        message = message_from_packet (packet);
    }
  if (message != NULL)
    message->spelling = find_spelling (bytes, length);
  else
    g_set_error (error, DNS_MESSAGE_ERROR, 0, "not a DNS message: %s", fault != NULL ? fault : "a record without its data");
  return message;
}

const char *
dns_type_name (guint16 type)
{
  g_autofree char *name = NULL;

  switch (type)
    {
    case DNS_A:
      return "A";
    case DNS_NS:
      return "NS";
    case DNS_CNAME:
      return "CNAME";
    case DNS_SOA:
      return "SOA";
    case DNS_MX:
      return "MX";
    case DNS_AAAA:
      return "AAAA";
    case DNS_ANY:
      return "ANY";
    default: /* a number of the registry, not of our enum */
      name = ldns_rr_type2str (type);
      return g_intern_string (name);
    }
}

const char *
dns_code_name (guint16 code)
{
  static const char *const names[] = { "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED" };
  g_autofree char *name = NULL;

  if (code < G_N_ELEMENTS (names))
    return names[code];
  name = g_strdup_printf ("RCODE%u", code);
  return g_intern_string (name);
}
