/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/log-delays.h"

/* What TIME is rounded to: hundredths, tenths from one second on, seconds from ten on. */
static SimTime
find_resolution (SimTime time)
{
  if (time >= 10 * SIM_SECOND)
    return SIM_SECOND;
  return time >= SIM_SECOND ? SIM_SECOND / 10 : SIM_SECOND / 100;
}

void
log_delays_write_time (SimTime time, GString *out)
{
  SimTime resolution = find_resolution (time);
  SimTime rounded = (time + resolution / 2) / resolution * resolution;
  int hundredths = (int) (rounded % SIM_SECOND / (SIM_SECOND / 100));

  g_string_append_printf (out, "%" G_GINT64_FORMAT, rounded / SIM_SECOND);
  if (hundredths % 10 != 0)
    g_string_append_printf (out, ".%02d", hundredths);
  else if (hundredths != 0)
    g_string_append_printf (out, ".%d", hundredths / 10);
}

void
log_delays_write (const LogDelays *delays, GString *out)
{
  const SimTime parts[] = { delays->before, delays->queue, delays->setup, delays->transmission };

  g_string_append (out, "delay=");
  log_delays_write_time (delays->before + delays->queue + delays->setup + delays->transmission, out);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_string_append (out, i == 0 ? ", delays=" : "/");
      log_delays_write_time (parts[i], out);
    }
}
