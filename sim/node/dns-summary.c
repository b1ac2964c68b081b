/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/node/dns-summary.h"

char *
dns_summary (const DnsMessage *answer)
{
  GString *words = g_string_new (NULL);

  if (answer->code != DNS_NOERROR)
    g_string_append (words, dns_code_name (answer->code));
  for (guint i = 0; i < answer->answers->len; i++)
    {
      const DnsRecord *record = g_ptr_array_index (answer->answers, i);
      g_autofree char *value = dns_record_format_value (record);

      g_string_append_printf (words, "%s%s%s", words->len == 0 ? "" : ", ",
                              record->type == answer->type ? "" : dns_type_name (record->type), record->type == answer->type ? "" : " ");
      g_string_append (words, value);
    }
  if (words->len == 0)
    g_string_append (words, "no such record");
  return g_string_free (words, FALSE);
}
