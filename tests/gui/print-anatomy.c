/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every packet of a trace file taken apart: a line for each field, "packet TAB offset TAB length TAB name TAB value".
 */
#include "gui/draw/trace-frames.h"
#include "sim/trace/trace-file.h"

#include <stdio.h>

static void
print_packet (const TraceFrames *frames, TraceId packet)
{
  g_autoptr (GByteArray) frame = trace_frames_write (frames, packet);
  g_autoptr (PacketAnatomy) anatomy = trace_frames_take_apart (frames, packet, frame);

  for (guint i = 0; i < anatomy->fields->len; i++)
    {
      const PacketField *field = &g_array_index (anatomy->fields, PacketField, i);

      printf ("%u\t%" G_GSIZE_FORMAT "\t%" G_GSIZE_FORMAT "\t%s\t%s\n", packet, field->offset, field->length, field->name, field->value);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Trace) trace = argc == 2 ? trace_file_read (argv[1], &error) : NULL;
  g_autoptr (TraceFrames) frames = NULL;

  if (trace == NULL)
    {
      fprintf (stderr, "print-anatomy: %s\n", error != NULL ? error->message : "usage: print-anatomy TRACE");
      return 2;
    }
  frames = trace_frames_new (trace);
  for (TraceId id = 1; id <= trace_count (trace); id++)
    if (trace_kind_is_packet (trace_get (trace, id)->kind))
      print_packet (frames, id);
  return 0;
}
