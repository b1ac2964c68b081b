/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world/scenario-value.h"

#include <string.h>

typedef struct
{
  const char *name;
  guint64 factor;
} Unit;

static const Unit sizes[] = {
  { "", 1 },
  { "B", 1 },
  { "kB", 1000 },
  { "MB", 1000 * 1000 },
  { "GB", 1000 * 1000 * 1000 },
  { NULL, 0 },
};

static const Unit bandwidths[] = {
  { "", 1 },
  { "bit", 1 },
  { "kbit", 1000 },
  { "Mbit", 1000 * 1000 },
  { "Gbit", 1000 * 1000 * 1000 },
  { NULL, 0 },
};

static const Unit percents[] = {
  { "", 10000 },
  { "%", 10000 },
  { NULL, 0 },
};

static const guint64 most = G_GUINT64_CONSTANT (1000000000000000);

/* Digits at *P as a number of 15 digits at most. */
static gboolean
parse_digits (const char **p, guint64 *number, int *count)
{
  *number = 0;
  for (*count = 0; g_ascii_isdigit (**p); (*p)++, (*count)++)
    if (*count < 15)
      *number = *number * 10 + (guint64) (**p - '0');
  return *count > 0 && *count <= 15;
}

static guint64
find_factor (const Unit *units, const char *name)
{
  while (g_ascii_isspace (*name))
    name++;
  for (; units->name != NULL; units++)
    if (g_ascii_strcasecmp (units->name, name) == 0)
      return units->factor;
  return 0;
}

/* A number with or without decimals, times its unit; FALSE where that is no whole number. */
static gboolean
parse_scaled (const char *text, const Unit *units, guint64 *out)
{
  guint64 whole, fraction = 0, factor, divisor = 1;
  int digits = 0;

  if (!parse_digits (&text, &whole, &digits))
    return FALSE;
  digits = 0;
  if (*text == '.')
    {
      text++;
      if (!parse_digits (&text, &fraction, &digits) || digits > 9)
        return FALSE;
    }
  for (; digits > 0; digits--)
    divisor *= 10;
  factor = find_factor (units, text);
  if (factor == 0 || whole > most / factor || fraction * factor % divisor != 0)
    return FALSE;
  *out = whole * factor + fraction * factor / divisor;
  return *out <= most;
}

gboolean
scenario_value_parse_size (const char *text, guint64 *out)
{
  guint64 size;

  if (!parse_scaled (text, sizes, &size))
    return FALSE;
  *out = size;
  return TRUE;
}

gboolean
scenario_value_parse_bandwidth (const char *text, guint64 *out)
{
  guint64 bandwidth;

  if (!parse_scaled (text, bandwidths, &bandwidth) || bandwidth == 0)
    return FALSE;
  *out = bandwidth;
  return TRUE;
}

gboolean
scenario_value_parse_percent (const char *text, guint32 *out)
{
  guint64 ppm;

  if (!parse_scaled (text, percents, &ppm) || ppm > 1000000)
    return FALSE;
  *out = (guint32) ppm;
  return TRUE;
}

gboolean
scenario_value_parse_factor (const char *text, double *out)
{
  double factor = g_ascii_strtod (text, NULL);

  if (*text == '\0' || strspn (text, "0123456789.") != strlen (text)
      || strchr (text, '.') != strrchr (text, '.'))
    return FALSE;
  if (factor < 1 || factor > 100)
    return FALSE;
  *out = factor;
  return TRUE;
}

gboolean
scenario_value_parse_boolean (const char *text, gboolean *out)
{
  static const char *const words[] = { "no", "yes", "false", "true", "off", "on" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      {
        *out = i % 2 == 1;
        return TRUE;
      }
  return FALSE;
}

gboolean
scenario_value_is_status (const char *text)
{
  guint64 number;
  int digits;

  if (strchr ("245", *text) == NULL || *text == '\0' || text[1] != '.')
    return FALSE;
  text += 2;
  if (!parse_digits (&text, &number, &digits) || digits > 3 || *text++ != '.')
    return FALSE;
  return parse_digits (&text, &number, &digits) && digits <= 3 && *text == '\0';
}
