/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/packet-parts.h"

#include <arpa/inet.h>

#include "sim/codec/dns-message.h"

enum
{
  MOST_POINTERS = 64, /* of one name: they might run in circles */
  HEADER = 12,
  TYPE_OPT = 41,
};

/* A message within its packet; pointers count from its START. */
typedef struct
{
  PacketCursor *cursor;
  gsize start;
} DnsReader;

static gboolean
append_label (const PacketCursor *cursor, gsize at, guint length, GString *name)
{
  if (cursor->end - at < length)
    return FALSE;
  if (name->len > 0)
    g_string_append_c (name, '.');
  for (guint i = 0; i < length; i++)
    {
      char c = (char) cursor->bytes[at + i];

      if (g_ascii_isgraph (c) && c != '.' && c != '\\')
        g_string_append_c (name, c);
      else
        g_string_append_printf (name, "\\%03u", (guint8) c);
    }
  return TRUE;
}

/* Appends the name at AT, in the packet; how many bytes it takes there, or 0 where it is none (RFC 1035 4.1.4). */
static gsize
read_name (const DnsReader *reader, gsize at, GString *name, gboolean *has_pointer)
{
  const PacketCursor *cursor = reader->cursor;
  gsize begin = at, taken = 0;
  guint pointers = 0;

  *has_pointer = FALSE;
  while (at < cursor->end)
    {
      guint length = cursor->bytes[at];

      if (length == 0)
        return taken > 0 ? taken : at + 1 - begin;
      if (length < 64)
        {
          if (!append_label (cursor, at + 1, length, name))
            return 0;
          at += 1 + length;
          continue;
        }
      if (length < 192 || cursor->end - at < 2 || pointers++ == MOST_POINTERS)
        return 0;
      taken = taken > 0 ? taken : at + 2 - begin;
      *has_pointer = TRUE;
      at = reader->start + ((length & 0x3f) << 8 | cursor->bytes[at + 1]);
    }
  return 0;
}

/* Adds the name at the cursor as a field, and passes it. */
static gboolean
take_name (DnsReader *reader, const char *label, const char *meaning, guint16 *type)
{
  g_autoptr (GString) name = g_string_new (NULL);
  gboolean has_pointer;
  PacketCursor *cursor = reader->cursor;
  gsize taken = read_name (reader, cursor->at, name, &has_pointer);

  if (taken == 0 || !packet_has (cursor, taken + 2))
    return FALSE;
  *type = (guint16) packet_peek (cursor, taken, 2);
  packet_add (cursor, 0, taken, label, g_strdup (name->len == 0 ? ". (the root)" : name->str), "%s%s", meaning,
              has_pointer ? "; two bytes point to where the name stands already" : "");
  cursor->at += taken;
  return TRUE;
}

static void
add_bit (PacketCursor *cursor, guint32 bits, guint bit, const char *name, const char *set, const char *clear)
{
  gboolean on = (bits >> bit & 1) != 0;

  packet_add (cursor, bit >= 8 ? 2 : 3, 1, name, g_strdup (on ? "1" : "0"), "%s", on ? set : clear);
}

static const char *
describe_code (guint code)
{
  switch (code)
    {
    case DNS_NOERROR:
      return "no error: what there is to say stands below";
    case DNS_FORMERR:
      return "the question can't be read";
    case DNS_SERVFAIL:
      return "the server could not find out; another one may";
    case DNS_NXDOMAIN:
      return "there is no such name";
    case DNS_NOTIMP:
      return "not that kind of question here";
    case DNS_REFUSED:
      return "the server does not answer this to you";
    default:
      return "a rare error";
    }
}

/* RFC 1035 4.1.1 */
static void
add_header (PacketCursor *cursor)
{
  guint32 bits = packet_peek (cursor, 2, 2), opcode = bits >> 11 & 0xf;

  packet_add (cursor, 0, 2, "Transaction ID", g_strdup_printf ("0x%04x", packet_peek (cursor, 0, 2)), "the answer repeats that of its question");
  add_bit (cursor, bits, 15, "QR", "an answer", "a question");
  packet_add (cursor, 2, 1, "Opcode", g_strdup_printf ("%u", opcode), "%s", opcode == 0 ? "a standard query" : "not a standard query");
  add_bit (cursor, bits, 10, "AA: authoritative answer", "from a server that has the zone itself", "not from the zone's own server");
  add_bit (cursor, bits, 9, "TC: truncated", "it did not fit: ask again over TCP", "it is whole");
  add_bit (cursor, bits, 8, "RD: recursion desired", "please find it out for me, wherever it is", "tell only what you know");
  add_bit (cursor, bits, 7, "RA: recursion available", "this server asks others", "this server asks nobody else");
  packet_add (cursor, 3, 1, "RCODE", g_strdup_printf ("%u %s", bits & 0xf, dns_code_name (bits & 0xf)), "%s", describe_code (bits & 0xf));
  packet_add_number (cursor, 4, 2, "QDCOUNT", "questions");
  packet_add_number (cursor, 6, 2, "ANCOUNT", "records that answer");
  packet_add_number (cursor, 8, 2, "NSCOUNT", "records that tell whose the name is");
  packet_add_number (cursor, 10, 2, "ARCOUNT", "records that will be asked for next");
}

static const char *
describe_type (guint16 type)
{
  switch (type)
    {
    case DNS_A:
      return "an IPv4 address";
    case DNS_AAAA:
      return "an IPv6 address";
    case DNS_MX:
      return "a server that takes mail for this domain";
    case DNS_NS:
      return "a name server of this zone";
    case DNS_CNAME:
      return "the true name behind this one";
    case DNS_SOA:
      return "the head of a zone: who keeps it, how long \"no\" may be remembered";
    case DNS_ANY:
      return "whatever there is";
    case TYPE_OPT:
      return "no record: how its sender speaks DNS (EDNS, RFC 6891)";
    default:
      return "a type that plays no part here";
    }
}

static void
add_type_and_class (PacketCursor *cursor)
{
  guint16 type = (guint16) packet_peek (cursor, 0, 2), class = (guint16) packet_peek (cursor, 2, 2);

  packet_add (cursor, 0, 2, "Type", g_strdup (type == TYPE_OPT ? "OPT" : dns_type_name (type)), "%s", describe_type (type));
  if (type == TYPE_OPT)
    packet_add (cursor, 2, 2, "UDP payload size", g_strdup_printf ("%u", class), "the longest datagram that its sender takes, in bytes");
  else
    packet_add (cursor, 2, 2, "Class", g_strdup_printf ("%u", class), "%s", class == 1 ? "IN: the Internet" : "not the Internet");
}

static gboolean
take_question (DnsReader *reader)
{
  guint16 type;

  if (!take_name (reader, "Question", "the name that is asked about", &type) || !packet_has (reader->cursor, 4))
    return FALSE;
  add_type_and_class (reader->cursor);
  reader->cursor->at += 4;
  return TRUE;
}

static void
add_address (PacketCursor *cursor, int family, gsize length)
{
  char text[INET6_ADDRSTRLEN];

  inet_ntop (family, cursor->bytes + cursor->at, text, sizeof text);
  packet_add (cursor, 0, length, "Address", g_strdup (text), "where that host is");
}

/* A name OFFSET behind the cursor. */
static void
add_name (const DnsReader *reader, gsize offset, gsize length, const char *label, const char *meaning)
{
  g_autoptr (GString) name = g_string_new (NULL);
  gboolean has_pointer;

  if (read_name (reader, reader->cursor->at + offset, name, &has_pointer) == 0)
    g_string_assign (name, "not readable");
  packet_add (reader->cursor, offset, length - offset, label, g_strdup (name->len == 0 ? ". (the root)" : name->str), "%s", meaning);
}

static void
add_mx (const DnsReader *reader, gsize length)
{
  packet_add_number (reader->cursor, 0, 2, "Preference", "the lowest is tried first (RFC 5321 5.1)");
  add_name (reader, 2, length, "Exchange", "the mail server's name; \".\" alone: no mail is taken (RFC 7505)");
}

/* Two names and five numbers (RFC 1035 3.3.13); of the names their places are told, of the numbers what counts. */
static void
add_soa (const DnsReader *reader, gsize length)
{
  if (length > 20)
    {
      add_name (reader, 0, length - 20, "Primary server", "and, behind it, the address of who keeps the zone");
      packet_add_number (reader->cursor, length - 20, 4, "Serial", "grows with every change of the zone");
      packet_add (reader->cursor, length - 16, 12, "Refresh, retry, expire", g_strdup_printf ("%u, %u, %u s", packet_peek (reader->cursor, length - 16, 4), packet_peek (reader->cursor, length - 12, 4), packet_peek (reader->cursor, length - 8, 4)), "for secondary servers");
      packet_add_number (reader->cursor, length - 4, 4, "Minimum", "seconds for which \"there is none\" may be remembered, at most (RFC 2308 4)");
    }
}

static void
add_data (const DnsReader *reader, guint16 type, gsize length)
{
  if (type == DNS_A && length == 4)
    add_address (reader->cursor, AF_INET, length);
  else if (type == DNS_AAAA && length == 16)
    add_address (reader->cursor, AF_INET6, length);
  else if (type == DNS_MX && length > 2)
    add_mx (reader, length);
  else if (type == DNS_SOA)
    add_soa (reader, length);
  else if ((type == DNS_NS || type == DNS_CNAME) && length > 0)
    add_name (reader, 0, length, "Name", describe_type (type));
  else if (length > 0)
    packet_add (reader->cursor, 0, length, "Data", g_strdup_printf ("%u bytes", (guint) length), "%s", describe_type (type));
}

static gboolean
take_record (DnsReader *reader, const char *label, const char *meaning)
{
  PacketCursor *cursor = reader->cursor;
  guint16 type;
  gsize length;

  if (!take_name (reader, label, meaning, &type) || !packet_has (cursor, 10))
    return FALSE;
  length = packet_peek (cursor, 8, 2);
  add_type_and_class (cursor);
  if (type == TYPE_OPT)
    packet_add_number (cursor, 4, 4, "Extended code and flags", "0: nothing more to say");
  else
    packet_add_number (cursor, 4, 4, "Time to live", "seconds for which it may be kept in a cache");
  packet_add_number (cursor, 8, 2, "Data length", "bytes");
  cursor->at += 10;
  if (!packet_has (cursor, length))
    return FALSE;
  add_data (reader, type, length);
  cursor->at += length;
  return TRUE;
}

static gboolean
take_records (DnsReader *reader, guint count, const char *label, const char *meaning)
{
  for (guint i = 0; i < count; i++)
    if (!take_record (reader, label, meaning))
      return FALSE;
  return TRUE;
}

static gboolean
take_sections (DnsReader *reader, const guint counts[4])
{
  for (guint i = 0; i < counts[0]; i++)
    if (!take_question (reader))
      return FALSE;
  return take_records (reader, counts[1], "Answer", "a record that answers")
         && take_records (reader, counts[2], "Authority", "a record that tells whose the name is")
         && take_records (reader, counts[3], "Additional", "a record that saves another question");
}

/* FALSE where it is none, or not whole. */
static gboolean
take_message (PacketCursor *cursor)
{
  DnsReader reader = { cursor, cursor->at };
  guint counts[4];

  if (!packet_has (cursor, HEADER))
    return FALSE;
  add_header (cursor);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    counts[i] = packet_peek (cursor, 4 + 2 * i, 2);
  cursor->at += HEADER;
  return take_sections (&reader, counts);
}

/* No further than its length says; what a packet has no room for goes on in the next one. */
static gboolean
take_framed (PacketCursor *cursor)
{
  gsize end = cursor->end, length;
  gboolean whole;

  if (!packet_has (cursor, 2))
    return FALSE;
  length = packet_add_number (cursor, 0, 2, "Length", "bytes of the message that follows: a TCP stream has no ends of its own (RFC 1035 4.2.2)");
  cursor->at += 2;
  whole = packet_has (cursor, length);
  cursor->end = whole ? cursor->at + length : end;
  take_message (cursor);
  packet_add_rest (cursor, whole ? "Not readable" : "To be continued", whole ? "no whole DNS message" : "the message goes on in the next packet");
  cursor->end = end;
  return whole;
}

void
packet_take_dns (PacketCursor *cursor, gboolean in_stream)
{
  cursor->anatomy->layers[PACKET_APPLICATION] = in_stream ? "DNS over TCP (RFC 1035, RFC 7766)" : "DNS (RFC 1035)";
  if (!in_stream)
    take_message (cursor);
  while (in_stream && take_framed (cursor))
    continue;
  packet_add_rest (cursor, "Not readable", "no whole DNS message");
}
