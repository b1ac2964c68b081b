/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/codec/imap-sequence.h"

GArray *
imap_sequence_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (ImapRange));
}

/* nz-number or "*". */
static gboolean
take_number (ImapScanner *scanner, guint32 *number)
{
  *number = 0;
  if (imap_scanner_take_char (scanner, '*'))
    return TRUE;
  return imap_scanner_take_number (scanner, number) && *number > 0;
}

GArray *
imap_sequence_parse (ImapScanner *scanner)
{
  g_autoptr (GArray) sequence = imap_sequence_new ();

  do
    {
      ImapRange range;

      if (!take_number (scanner, &range.first))
        return NULL;
      range.last = range.first;
      if (imap_scanner_take_char (scanner, ':') && !take_number (scanner, &range.last))
        return NULL;
      g_array_append_val (sequence, range);
    }
  while (imap_scanner_take_char (scanner, ','));
  return g_steal_pointer (&sequence);
}

gboolean
imap_sequence_contains (const GArray *sequence, guint32 number, guint32 largest)
{
  for (guint i = 0; i < sequence->len; i++)
    {
      ImapRange range = g_array_index (sequence, ImapRange, i);
      guint32 first = range.first != 0 ? range.first : largest, last = range.last != 0 ? range.last : largest;

      if (number >= MIN (first, last) && number <= MAX (first, last) && largest != 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
imap_sequence_exceeds (const GArray *sequence, guint32 largest)
{
  for (guint i = 0; i < sequence->len; i++)
    {
      ImapRange range = g_array_index (sequence, ImapRange, i);

      if (largest == 0 || MAX (range.first, range.last) > largest)
        return TRUE;
    }
  return FALSE;
}

void
imap_sequence_add (GArray *sequence, guint32 number)
{
  ImapRange range = { number, number };

  if (sequence->len > 0 && g_array_index (sequence, ImapRange, sequence->len - 1).last + 1 == number)
    g_array_index (sequence, ImapRange, sequence->len - 1).last = number;
  else
    g_array_append_val (sequence, range);
}

static void
write_number (guint32 number, GString *out)
{
  if (number == 0)
    g_string_append_c (out, '*');
  else
    g_string_append_printf (out, "%u", number);
}

void
imap_sequence_write (const GArray *sequence, GString *out)
{
  for (guint i = 0; i < sequence->len; i++)
    {
      ImapRange range = g_array_index (sequence, ImapRange, i);

      if (i > 0)
        g_string_append_c (out, ',');
      write_number (range.first, out);
      if (range.last == range.first)
        continue;
      g_string_append_c (out, ':');
      write_number (range.last, out);
    }
}
