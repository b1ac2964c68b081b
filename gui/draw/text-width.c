/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/text-width.h"

#include <string.h>

enum
{
  FIRST = 0x20,
  LAST = 0x7e,
  OTHER = 700, /* thousandths of the size: letters beyond ASCII, a little wide */
  WIDE = 1050, /* East Asian ones */
};

/* Advances in thousandths of the font's size, from 0x20. */
static const guint16 plain[] = {
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
  636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
  1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
  603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
  500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
  635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838
};
static const guint16 bold_face[] = {
  348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365,
  696, 696, 696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580,
  1000, 774, 762, 734, 830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850,
  733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457, 365, 457, 838, 500,
  500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687,
  716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838
};

static guint
advance (gunichar c, gboolean bold)
{
  if (c >= FIRST && c <= LAST)
    return (bold ? bold_face : plain)[c - FIRST];
  if (g_unichar_iszerowidth (c))
    return 0;
  return g_unichar_iswide (c) ? WIDE : c < 0x2000 ? OTHER
                                                  : 1000;
}

static double
width_until (const char *text, const char *end, double size, gboolean bold)
{
  guint64 sum = 0;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    sum += advance (g_utf8_get_char (p), bold);
  return (double) sum * size / 1000;
}

double
text_width (const char *text, double size, gboolean bold)
{
  return width_until (text, text + strlen (text), size, bold);
}

char *
text_width_cut (const char *text, double size, gboolean bold, double room)
{
  double left = room - size; /* the ellipsis */
  const char *p = text;

  if (text_width (text, size, bold) <= room)
    return g_strdup (text);
  while (*p != '\0' && left >= advance (g_utf8_get_char (p), bold) * size / 1000)
    {
      left -= advance (g_utf8_get_char (p), bold) * size / 1000;
      p = g_utf8_next_char (p);
    }
  while (p > text && p[-1] == ' ')
    p--;
  return g_strdup_printf ("%.*s…", (int) (p - text), text);
}

/* Where the line that begins at TEXT ends: behind the last word that fits, or at a later one's end where none does. */
static const char *
find_line_end (const char *text, double size, gboolean bold, double room)
{
  const char *end = NULL;

  for (const char *p = text;; p++)
    {
      if (*p != ' ' && *p != '\0')
        continue;
      if (end != NULL && width_until (text, p, size, bold) > room)
        return end;
      end = p;
      if (*p == '\0' || width_until (text, p, size, bold) > room)
        return end;
    }
}

char **
text_width_wrap (const char *text, double size, gboolean bold, double room, guint most)
{
  GPtrArray *lines = g_ptr_array_new ();

  for (const char *p = text; *p != '\0' && lines->len < most;)
    {
      const char *end = lines->len + 1 == most ? p + strlen (p) : find_line_end (p, size, bold, room);
      g_autofree char *line = g_strndup (p, (gsize) (end - p));

      g_ptr_array_add (lines, text_width_cut (line, size, bold, room));
      p = end + strspn (end, " ");
    }
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}
