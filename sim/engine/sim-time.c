/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/engine/sim-time.h"

#include <string.h>

typedef struct
{
  const char *name;
  SimTime length;
} Unit;

/* Longest first: the order in which units may follow one another. */
static const Unit units[] = {
  { "d", SIM_DAY },
  { "h", SIM_HOUR },
  { "m", SIM_MINUTE },
  { "s", SIM_SECOND },
  { "ms", SIM_MILLISECOND },
  { "us", SIM_MICROSECOND },
  { "ns", SIM_NANOSECOND },
};

static const SimTime longest_duration = 36525 * SIM_DAY;

/* Reads "12" or "1.5" at *P; at most 12 whole and 9 fraction digits. */
static gboolean
parse_number (const char **p, gint64 *whole, gint64 *nano_fraction)
{
  const char *s = *p;
  int digits = 0;
  gint64 scale = SIM_SECOND;

  *whole = 0;
  *nano_fraction = 0;
  for (; g_ascii_isdigit (*s); s++, digits++)
    *whole = digits < 12 ? *whole * 10 + (*s - '0') : 0;
  if (digits == 0 || digits > 12)
    return FALSE;
  if (*s == '.')
    {
      s++;
      for (digits = 0; g_ascii_isdigit (*s); s++, digits++)
        {
          scale /= 10;
          *nano_fraction += (*s - '0') * scale;
        }
      if (digits == 0 || digits > 9)
        return FALSE;
    }
  *p = s;
  return TRUE;
}

static int
parse_unit (const char **p)
{
  const char *s = *p;
  gsize length = 0;

  while (g_ascii_isalpha (s[length]))
    length++;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strlen (units[i].name) == length && strncmp (units[i].name, s, length) == 0)
      {
        *p = s + length;
        return (int) i;
      }
  return -1;
}

gboolean
sim_time_parse_duration (const char *text, SimTime *out)
{
  const char *p = text;
  SimTime total = 0;
  int last_unit = -1;

  if (strcmp (text, "0") == 0)
    {
      *out = 0;
      return TRUE;
    }
  do
    {
      gint64 whole, fraction;
      int unit;

      if (!parse_number (&p, &whole, &fraction))
        return FALSE;
      unit = parse_unit (&p);
      if (unit <= last_unit || whole > longest_duration / units[unit].length)
        return FALSE;
      last_unit = unit;
      total += whole * units[unit].length;
      total += (SimTime) ((__int128) fraction * units[unit].length / SIM_SECOND);
      if (total > longest_duration)
        return FALSE;
    }
  while (*p != '\0');
  *out = total;
  return TRUE;
}

char *
sim_time_format_duration (SimTime duration)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gint64 count = duration / units[i].length;

      if (count == 0)
        continue;
      g_string_append_printf (text, "%" G_GINT64_FORMAT "%s", count, units[i].name);
      duration -= count * units[i].length;
    }
  if (text->len == 0)
    g_string_append (text, "0s");
  return g_string_free (text, FALSE);
}

static char *
format_two_units (SimTime duration, SimTime big, const char *big_name, SimTime small, const char *small_name)
{
  SimTime rounded = duration / small + (duration % small >= small / 2); /* without overflow: it may be nearly for ever */
  gint64 whole = rounded / (big / small), rest = rounded % (big / small);

  if (rest == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT " %s", whole, big_name);
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %s", whole, big_name, rest, small_name);
}

/* DURATION as a number of UNITs with two decimals at most, zeros dropped. */
static char *
format_decimal (SimTime duration, SimTime unit, const char *name)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.2f", (double) duration / (double) unit);
  for (gsize end = strlen (number); end > 0 && (number[end - 1] == '0' || number[end - 1] == '.'); end--)
    {
      gboolean point = number[end - 1] == '.';

      number[end - 1] = '\0';
      if (point)
        break;
    }
  return g_strdup_printf ("%s %s", number, name);
}

char *
sim_time_format_friendly (SimTime duration)
{
  /* What would be rounded up to a larger unit has it: never "60 min". */
  if (duration >= SIM_DAY - SIM_MINUTE / 2)
    return format_two_units (duration, SIM_DAY, "d", SIM_HOUR, "h");
  if (duration >= SIM_HOUR - SIM_SECOND / 2)
    return format_two_units (duration, SIM_HOUR, "h", SIM_MINUTE, "min");
  if (duration >= SIM_MINUTE - 5 * SIM_MILLISECOND)
    return format_two_units (duration, SIM_MINUTE, "min", SIM_SECOND, "s");
  if (duration >= SIM_SECOND - 5 * SIM_MICROSECOND)
    return format_decimal (duration, SIM_SECOND, "s");
  if (duration >= SIM_MILLISECOND)
    return format_decimal (duration, SIM_MILLISECOND, "ms");
  if (duration == 0)
    return g_strdup ("0 s");
  return format_decimal (duration, SIM_MICROSECOND, "µs");
}

static GDateTime *
calendar (gint64 start_unix_ns, SimTime t, gint64 *nanoseconds)
{
  gint64 now = start_unix_ns + t;
  gint64 seconds = now / SIM_SECOND;

  *nanoseconds = now % SIM_SECOND;
  return g_date_time_new_from_unix_utc (seconds);
}

char *
sim_time_format_iso (gint64 start_unix_ns, SimTime t)
{
  gint64 nanoseconds;
  g_autoptr (GDateTime) date = calendar (start_unix_ns, t, &nanoseconds);

  return g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02d.%06dZ",
                          g_date_time_get_year (date), g_date_time_get_month (date),
                          g_date_time_get_day_of_month (date), g_date_time_get_hour (date),
                          g_date_time_get_minute (date), g_date_time_get_second (date),
                          (int) (nanoseconds / SIM_MICROSECOND));
}

char *
sim_time_format_clock (gint64 start_unix_ns, SimTime t, gboolean with_day)
{
  /* Not strftime's names: those follow the locale. */
  static const char *days[] = { "", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };
  static const char *months[] = { "", "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
  gint64 nanoseconds;
  g_autoptr (GDateTime) date = calendar (start_unix_ns, t, &nanoseconds);
  g_autofree char *time = g_strdup_printf ("%02d:%02d:%02d", g_date_time_get_hour (date),
                                           g_date_time_get_minute (date), g_date_time_get_second (date));

  if (!with_day)
    return g_strdup_printf ("%s.%03d", time, (int) (nanoseconds / SIM_MILLISECOND));
  return g_strdup_printf ("%s %d %s %s", days[g_date_time_get_day_of_week (date)],
                          g_date_time_get_day_of_month (date), months[g_date_time_get_month (date)], time);
}

gboolean
sim_time_parse_iso (const char *text, gint64 *unix_ns)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (text, utc);

  if (date == NULL || g_date_time_get_year (date) < 1970 || g_date_time_get_year (date) > 2200)
    return FALSE;
  *unix_ns = g_date_time_to_unix (date) * SIM_SECOND
             + (gint64) g_date_time_get_microsecond (date) * SIM_MICROSECOND;
  return TRUE;
}
