/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contrast of all that is written and drawn, measured as WCAG 2.1 says (1.4.3, 1.4.6, 1.4.11), in all four palettes;
 * and that widgets have the same colours as pictures.
 */
#include "gui/draw/palette.h"

#include <stdio.h>
#include <string.h>

static const double least_text = 4.5, least_text_high = 7, least_shape = 3;

static const char *folder; /* of the style sheets */

static const Palette *
palette_at (guint index)
{
  return index < 2 ? palette_get (index == 1) : palette_get_high_contrast (index == 3);
}

static const char *const palettes[] = { "light", "dark", "high-contrast", "high-contrast-dark" };

#define MEMBER(name)                      \
  {                                       \
#name, G_STRUCT_OFFSET(Palette, name) \
  }
#define GROUNDS_OF_PICTURES MEMBER (paper), MEMBER (card), MEMBER (area[AREA_SENDER]), MEMBER (area[AREA_RECIPIENT]), MEMBER (area[AREA_DNS])

typedef struct
{
  const char *name;
  gsize offset;
} Member;

static const Member grounds[] = { GROUNDS_OF_PICTURES, MEMBER (now) };
static const Member inks[] = { MEMBER (ink), MEMBER (dim), MEMBER (good), MEMBER (wait), MEMBER (bad), MEMBER (accent) };
static const Member lines[] = { MEMBER (link), MEMBER (area_line[AREA_SENDER]), MEMBER (area_line[AREA_RECIPIENT]), MEMBER (area_line[AREA_DNS]) };

static Colour
colour_at (const Palette *palette, const Member *member)
{
  return *(const Colour *) (gconstpointer) ((const char *) palette + member->offset);
}

static Colour
blend (Colour above, Colour below, double alpha)
{
  return (Colour){ above.red * alpha + below.red * (1 - alpha), above.green * alpha + below.green * (1 - alpha), above.blue * alpha + below.blue * (1 - alpha) };
}

static void
check (const char *palette, const char *above, const char *below, double contrast, double least)
{
  if (contrast >= least)
    return;
  g_test_message ("%s: %s on %s: %.2f; expected %.1f", palette, above, below, contrast, least);
  g_test_fail ();
}

static double
least_of (const Palette *palette)
{
  return palette->high_contrast ? least_text_high : least_text;
}

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    for (guint a = 0; a < G_N_ELEMENTS (inks); a++)
      for (guint b = 0; b < G_N_ELEMENTS (grounds); b++)
        check (palettes[i], inks[a].name, grounds[b].name, colour_contrast (colour_at (palette_at (i), &inks[a]), colour_at (palette_at (i), &grounds[b])), least_of (palette_at (i)));
}

/* Two parts of the sentence are written paler than the rest. */
static void
test_pale_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      const Palette *palette = palette_at (i);

      check (palettes[i], "pale ink", "card", colour_contrast (blend (palette->ink, palette->card, 0.7), palette->card), least_of (palette));
    }
}

static void
test_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    for (guint a = 0; a < G_N_ELEMENTS (lines); a++)
      for (guint b = 0; b + 1 < G_N_ELEMENTS (grounds); b++)
        check (palettes[i], lines[a].name, grounds[b].name, colour_contrast (colour_at (palette_at (i), &lines[a]), colour_at (palette_at (i), &grounds[b])), least_shape);
}

/* A connection that isn't open yet, or any more, is drawn paler than one that is. */
static void
test_pale_lines (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    for (guint b = 0; b + 1 < G_N_ELEMENTS (grounds); b++)
      {
        const Palette *palette = palette_at (i);
        Colour ground = colour_at (palette, &grounds[b]);

        check (palettes[i], "pale dim", grounds[b].name, colour_contrast (blend (palette->dim, ground, palette_alpha (palette, 0.7)), ground), least_shape);
      }
}

/* What is written on a fill; and the shape, which is told from what is around it by the fill, or by its outline. */
static void
test_fills (void)
{
  const Colour fills[] = { colour_orange, colour_sky, colour_green, colour_yellow, colour_blue, colour_vermilion, colour_purple, colour_grey };

  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    for (guint f = 0; f < G_N_ELEMENTS (fills); f++)
      for (guint b = 0; b + 1 < G_N_ELEMENTS (grounds); b++)
        {
          const Palette *palette = palette_at (i);
          const Colour fill = palette_fill (palette, fills[f]), ground = colour_at (palette, &grounds[b]);
          g_autofree char *name = g_strdup_printf ("fill %u", f);

          check (palettes[i], "words", name, colour_contrast (colour_on (fill), fill), least_of (palette));
          check (palettes[i], name, grounds[b].name, MAX (colour_contrast (fill, ground), colour_contrast (colour_black, ground)), least_shape);
        }
}

/* In high contrast, fills that look different are different still. */
static void
test_fills_differ (void)
{
  const Colour fills[] = { colour_orange, colour_sky, colour_green, colour_yellow, colour_blue, colour_vermilion, colour_purple, colour_grey };

  for (guint i = 2; i < G_N_ELEMENTS (palettes); i++)
    for (guint a = 0; a < G_N_ELEMENTS (fills); a++)
      for (guint b = 0; b < a; b++)
        {
          const Colour one = palette_fill (palette_at (i), fills[a]), other = palette_fill (palette_at (i), fills[b]);
          double apart = ABS (one.red - other.red) + ABS (one.green - other.green) + ABS (one.blue - other.blue);

          check (palettes[i], "a fill", "another", apart, 0.15);
        }
}

static void
test_measure (void)
{
  g_assert_cmpfloat_with_epsilon (colour_contrast ((Colour){ 0, 0, 0 }, (Colour){ 1, 1, 1 }), 21, 0.001);
  g_assert_cmpfloat_with_epsilon (colour_contrast (colour_sky, colour_sky), 1, 0.001);
  g_assert_cmpfloat_with_epsilon (colour_contrast ((Colour){ 0x76 / 255.0, 0x76 / 255.0, 0x76 / 255.0 }, (Colour){ 1, 1, 1 }), 4.54, 0.01);
}

static guint
to_byte (double part)
{
  return (guint) (part * 255 + 0.5);
}

static void
test_sheet (gconstpointer data)
{
  const Member names[] = { MEMBER (paper), MEMBER (card), MEMBER (ink), MEMBER (dim), MEMBER (faint), MEMBER (accent), MEMBER (good), MEMBER (wait), MEMBER (bad), MEMBER (now) };
  guint index = GPOINTER_TO_UINT (data);
  g_autofree char *name = g_strconcat (palettes[index], ".css", NULL), *path = g_build_filename (folder, name, NULL), *text = NULL;
  g_auto (GStrv) rows = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  rows = g_strsplit (g_strchomp (text), "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const Colour colour = colour_at (palette_at (index), &names[i]);
      g_autofree char *row = g_strdup_printf ("@define-color mf_%s #%02X%02X%02X;", names[i].name, to_byte (colour.red), to_byte (colour.green), to_byte (colour.blue));

      g_assert_true (g_strv_contains ((const char *const *) rows, row));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert (argc == 2);
  folder = argv[1];
  g_test_add_func ("/palette/measure", test_measure);
  g_test_add_func ("/palette/words", test_words);
  g_test_add_func ("/palette/pale-words", test_pale_words);
  g_test_add_func ("/palette/lines", test_lines);
  g_test_add_func ("/palette/pale-lines", test_pale_lines);
  g_test_add_func ("/palette/fills", test_fills);
  g_test_add_func ("/palette/fills-differ", test_fills_differ);
  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      g_autofree char *path = g_strconcat ("/palette/sheet/", palettes[i], NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_sheet);
    }
  return g_test_run ();
}
