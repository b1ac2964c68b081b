/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/dns-record.h"

#include <arpa/inet.h>
#include <string.h>

enum
{
  LONGEST_NAME = 255, /* on the wire (RFC 1035 3.1) */
  LONGEST_LABEL = 63,
};

gboolean
dns_name_lies_in (const char *name, const char *zone)
{
  gsize length = strlen (name), suffix = strlen (zone);

  return suffix == 0 || (length >= suffix && strcmp (name + length - suffix, zone) == 0 && (length == suffix || name[length - suffix - 1] == '.'));
}

DnsRecord *
dns_record_new (const char *name, guint16 type, guint32 ttl, guint16 preference, const char *value)
{
  DnsRecord *record = g_new (DnsRecord, 1);

  record->name = g_ascii_strdown (name, -1);
  record->type = type;
  record->ttl = ttl;
  record->preference = preference;
  record->value = g_strdup (value);
  return record;
}

DnsRecord *
dns_record_copy (const DnsRecord *record)
{
  return dns_record_new (record->name, record->type, record->ttl, record->preference, record->value);
}

void
dns_record_free (DnsRecord *record)
{
  g_free (record->name);
  g_free (record->value);
  g_free (record);
}

char *
dns_record_format_value (const DnsRecord *record)
{
  const char *value = record->value[0] != '\0' ? record->value : ".";

  if (record->type == DNS_MX)
    return g_strdup_printf ("%u %s", record->preference, value);
  return g_strdup (value);
}

/* One byte of a label at *AT, escapes undone. FALSE for a malformed escape. */
static gboolean
take_byte (const char **at, guint8 *byte)
{
  const char *p = *at;

  if (*p != '\\')
    {
      *byte = (guint8) *p;
      *at = p + 1;
      return TRUE;
    }
  p++;
  if (g_ascii_isdigit (p[0]) && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2]))
    {
      int value = (p[0] - '0') * 100 + (p[1] - '0') * 10 + (p[2] - '0');

      *byte = (guint8) value;
      *at = p + 3;
      return value <= 255;
    }
  *byte = (guint8) *p;
  *at = p + 1;
  return *p != '\0';
}

/* One label from *AT to WIRE, which has ROOM bytes. Its length, or 0 where it is not allowed. */
static gsize
write_label (const char **at, guint8 *wire, gsize room)
{
  gsize length = 0;

  while (**at != '\0' && **at != '.')
    {
      guint8 byte;

      if (!take_byte (at, &byte) || length == LONGEST_LABEL || length + 2 > room)
        return 0;
      wire[1 + length++] = byte;
    }
  wire[0] = (guint8) length;
  return length;
}

ldns_rdf *
dns_name_to_rdf (const char *name)
{
  guint8 wire[LONGEST_NAME + 1];
  gsize length = 0;

  while (*name != '\0')
    {
      gsize label = write_label (&name, wire + length, LONGEST_NAME - 1 - length);

      if (label == 0)
        return NULL;
      length += label + 1;
      if (*name == '.')
        name++;
      if (length >= LONGEST_NAME - 1 && *name != '\0')
        return NULL;
    }
  wire[length++] = 0;
  return ldns_rdf_new_frm_data (LDNS_RDF_TYPE_DNAME, length, wire);
}

static void
append_byte (GString *name, guint8 byte)
{
  if (byte == '.' || byte == '\\')
    g_string_append_c (name, '\\');
  if (byte > ' ' && byte < 0x7f)
    g_string_append_c (name, g_ascii_tolower ((char) byte));
  else
    g_string_append_printf (name, "\\%03u", byte);
}

char *
dns_name_from_rdf (const ldns_rdf *rdf)
{
  const guint8 *wire = ldns_rdf_data (rdf);
  gsize size = ldns_rdf_size (rdf), at = 0;
  GString *name = g_string_sized_new (size);

  while (at < size && wire[at] != 0)
    {
      gsize end = MIN (at + 1 + wire[at], size);

      if (name->len > 0)
        g_string_append_c (name, '.');
      for (at++; at < end; at++)
        append_byte (name, wire[at]);
    }
  return g_string_free (name, FALSE);
}

static ldns_rdf *
address_to_rdf (int family, ldns_rdf_type type, const char *text)
{
  guint8 address[16];

  if (inet_pton (family, text, address) != 1)
    return NULL;
  return ldns_rdf_new_frm_data (type, family == AF_INET ? 4 : 16, address);
}

static char *
address_from_rdf (int family, const ldns_rdf *rdf)
{
  char text[INET6_ADDRSTRLEN];

  if (ldns_rdf_size (rdf) != (family == AF_INET ? 4 : 16))
    return NULL;
  return g_strdup (inet_ntop (family, ldns_rdf_data (rdf), text, sizeof text));
}

static gboolean
push (ldns_rr *rr, ldns_rdf *rdf)
{
  return rdf != NULL && ldns_rr_push_rdf (rr, rdf);
}

/* Any other type, by way of its text form (RFC 1035 5.1). */
static ldns_rr *
text_to_rr (const DnsRecord *record)
{
  g_autofree char *text = g_strdup_printf ("%s. %u IN %s %s", record->name, record->ttl,
                                           dns_type_name (record->type), record->value);
  ldns_rr *rr = NULL;

  return ldns_rr_new_frm_str (&rr, text, 0, NULL, NULL) == LDNS_STATUS_OK ? rr : NULL;
}

static gboolean
push_value (ldns_rr *rr, const DnsRecord *record)
{
  guint16 preference = g_htons (record->preference);

  if (record->type == DNS_A)
    return push (rr, address_to_rdf (AF_INET, LDNS_RDF_TYPE_A, record->value));
  if (record->type == DNS_AAAA)
    return push (rr, address_to_rdf (AF_INET6, LDNS_RDF_TYPE_AAAA, record->value));
  if (record->type == DNS_MX
      && !push (rr, ldns_rdf_new_frm_data (LDNS_RDF_TYPE_INT16, sizeof preference, &preference)))
    return FALSE;
  return push (rr, dns_name_to_rdf (record->value));
}

static gboolean
goes_straight (guint16 type)
{
  return type == DNS_A || type == DNS_AAAA || type == DNS_MX || type == DNS_NS || type == DNS_CNAME;
}

ldns_rr *
dns_record_to_rr (const DnsRecord *record)
{
  ldns_rdf *owner;
  ldns_rr *rr;

  if (!goes_straight (record->type))
    return text_to_rr (record);
  owner = dns_name_to_rdf (record->name);
  if (owner == NULL)
    return NULL;
  rr = ldns_rr_new ();
  ldns_rr_set_owner (rr, owner);
  ldns_rr_set_type (rr, record->type);
  ldns_rr_set_class (rr, LDNS_RR_CLASS_IN);
  ldns_rr_set_ttl (rr, record->ttl);
  if (push_value (rr, record))
    return rr;
  ldns_rr_free (rr);
  return NULL;
}

static char *
text_from_rr (const ldns_rr *rr)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < ldns_rr_rd_count (rr); i++)
    {
      char *part = ldns_rdf2str (ldns_rr_rdf (rr, i));

      if (i > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, part != NULL ? part : "");
      free (part);
    }
  return g_string_free (text, FALSE);
}

/* The value of RR, and for MX its preference; NULL where the RDATA is not all there. */
static char *
dup_value (const ldns_rr *rr, guint16 *preference)
{
  guint16 type = (guint16) ldns_rr_get_type (rr);
  gsize count = ldns_rr_rd_count (rr);

  if (!goes_straight (type))
    return text_from_rr (rr);
  if (count != (type == DNS_MX ? 2 : 1))
    return NULL;
  if (type == DNS_A || type == DNS_AAAA)
    return address_from_rdf (type == DNS_A ? AF_INET : AF_INET6, ldns_rr_rdf (rr, 0));
  if (type == DNS_MX)
    *preference = ldns_rdf2native_int16 (ldns_rr_rdf (rr, 0));
  return dns_name_from_rdf (ldns_rr_rdf (rr, count - 1));
}

DnsRecord *
dns_record_from_rr (const ldns_rr *rr)
{
  guint16 preference = 0;
  char *value = dup_value (rr, &preference);
  DnsRecord *record;

  if (value == NULL)
    return NULL;
  record = g_new (DnsRecord, 1);
  record->name = dns_name_from_rdf (ldns_rr_owner (rr));
  record->type = (guint16) ldns_rr_get_type (rr);
  record->ttl = ldns_rr_ttl (rr);
  record->preference = preference;
  record->value = value;
  return record;
}
