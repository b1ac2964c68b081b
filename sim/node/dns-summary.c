/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/dns-summary.h"

#include <string.h>

static void
append_records (GString *words, const GPtrArray *records, guint16 type)
{
  for (guint i = 0; i < records->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (records, i);
      g_autofree char *value = dns_record_format_value (record);

      g_string_append_printf (words, "%s%s%s", words->len == 0 ? "" : ", ",
                              record->type == type ? "" : dns_type_name (record->type), record->type == type ? "" : " ");
      g_string_append (words, value);
    }
}

static void
append_referral (GString *words, const DnsMessage *answer)
{
  const char *zone = NULL;

  for (guint i = 0; i < answer->authority->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (answer->authority, i);

      if (record->type != DNS_NS)
        continue;
      if (zone == NULL)
        g_string_append_printf (words, "referral to %s: ", record->name);
      g_string_append_printf (words, "%s%s", zone == NULL ? "" : ", ", record->value);
      zone = record->name;
    }
}

static char *
end (GString *words)
{
  if (words->len == 0)
    g_string_append (words, "no such record");
  return g_string_free (words, FALSE);
}

char *
dns_summary (const DnsMessage *answer)
{
  GString *words = g_string_new (NULL);

  if (answer->code != DNS_NOERROR)
    g_string_append (words, dns_code_name (answer->code));
  append_records (words, answer->answers, answer->type);
  if (words->len == 0 && !answer->authoritative)
    append_referral (words, answer);
  return end (words);
}

char *
dns_summary_of_kept (const DnsKept *kept)
{
  GString *words = g_string_new (NULL);

  if (kept->code != DNS_NOERROR)
    g_string_append (words, dns_code_name (kept->code));
  append_records (words, kept->records, kept->type);
  return end (words);
}
