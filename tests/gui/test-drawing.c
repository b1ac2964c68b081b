/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/drawing-cursor.h"
#include "gui/draw/text-width.h"
#include "tests/gui/lab.h"

#include <locale.h>
#include <string.h>

static Drawing *
make_drawing (void)
{
  const DrawingFont font = { 10, TRUE, 0.5, colour_black };
  const DrawingPoint points[] = { { 50, 10 }, { 60, 10 }, { 55, 20 } };
  Drawing *drawing = drawing_new (100, 80.5, colour_white);

  drawing_set_title (drawing, "A & B");
  drawing_begin (drawing, "arrow", 7, "a <sentence>");
  drawing_tell (drawing, "data-to", "\"x\"");
  drawing_add_line (drawing, 1, 30, 90, 30, 2, DRAWING_DASHED, colour_blue);
  drawing_add_text (drawing, "<5 & \x01 \xff", 50, 28, &font);
  drawing_end (drawing);
  drawing_add_box (drawing, 10, 50, 20, 10, 3, colour_yellow, 1, colour_black);
  drawing_add_polygon (drawing, points, 3, colour_green, 0, colour_black);
  drawing_behind (drawing, TRUE);
  drawing_add_line (drawing, 20, 0, 20, 80, 1.25, DRAWING_SOLID, colour_grey);
  drawing_behind (drawing, FALSE);
  return drawing;
}

/* To the byte, in a locale with decimal commas too. */
static void
test_svg (void)
{
  g_autoptr (Drawing) drawing = make_drawing ();
  g_autoptr (GString) svg = g_string_new (NULL);

  setlocale (LC_NUMERIC, "de_DE.UTF-8");
  drawing_write_svg (drawing, svg);
  setlocale (LC_NUMERIC, "C");
  g_assert_cmpstr (svg->str, ==,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"80.5\" viewBox=\"0 0 100 80.5\" role=\"img\""
                   " font-family=\"Cantarell, 'Noto Sans', 'DejaVu Sans', sans-serif\">\n"
                   "<title>A &amp; B</title>\n"
                   "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n"
                   "<line x1=\"20\" y1=\"0\" x2=\"20\" y2=\"80\" stroke=\"#8a939c\" stroke-width=\"1.25\"/>\n"
                   "<g class=\"arrow\" data-to=\"&quot;x&quot;\">\n"
                   "<title>a &lt;sentence&gt;</title>\n"
                   "<line x1=\"1\" y1=\"30\" x2=\"90\" y2=\"30\" stroke=\"#0072b2\" stroke-width=\"2\" stroke-dasharray=\"7 4\"/>\n"
                   "<text x=\"50\" y=\"28\" font-size=\"10\" font-weight=\"bold\" text-anchor=\"middle\" fill=\"#101418\">&lt;5 &amp; \357\277\275 \357\277\275</text>\n"
                   "</g>\n"
                   "<rect x=\"10\" y=\"50\" width=\"20\" height=\"10\" rx=\"3\" fill=\"#f0e442\" stroke=\"#101418\" stroke-width=\"1\"/>\n"
                   "<polygon points=\"50,10 60,10 55,20\" fill=\"#009e73\"/>\n"
                   "</svg>\n");
}

static void
test_hit (void)
{
  g_autoptr (Drawing) drawing = make_drawing ();

  g_assert_cmpuint (drawing_hit (drawing, 80, 31), ==, 7);
  g_assert_cmpuint (drawing_hit (drawing, 50, 24), ==, 7);
  g_assert_cmpuint (drawing_hit (drawing, 50, 40), ==, 0);
  g_assert_cmpuint (drawing_hit (drawing, 15, 55), ==, 0);
}

/* Painting leaves no line from one part to the next. */
static void
test_paint (void)
{
  g_autoptr (Drawing) drawing = make_drawing ();
  cairo_t *cr;
  cairo_surface_t *surface = lab_surface_new (100, 80, &cr);
  const guint8 *pixels;
  guint dark = 0;

  drawing_paint (drawing, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int y = 34; y < 49; y++)
    for (int x = 22; x < 100; x++)
      dark += pixels[y * cairo_image_surface_get_stride (surface) + 4 * x] < 200;
  g_assert_cmpuint (dark, ==, 0);
  cairo_surface_destroy (surface);
}

static void
test_cut (void)
{
  const char *text = "Grüße aus Köln an alle";

  for (double room = 20; room < 200; room += 3)
    {
      g_autofree char *cut = text_width_cut (text, 12, FALSE, room);

      g_assert_true (g_utf8_validate (cut, -1, NULL));
      g_assert_true (strcmp (cut, text) == 0 || g_str_has_suffix (cut, "…"));
      g_assert_cmpfloat (text_width (cut, 12, FALSE), <=, room);
    }
}

static void
test_wrap (void)
{
  g_auto (GStrv) lines = text_width_wrap ("one two three four", 10, FALSE, text_width ("one two", 10, FALSE) + 1, 9);
  g_auto (GStrv) few = text_width_wrap ("one two three four", 10, FALSE, text_width ("one two", 10, FALSE) + 1, 2);
  g_auto (GStrv) none = text_width_wrap ("", 10, FALSE, 100, 2);
  g_auto (GStrv) one = text_width_wrap ("onewordthatistoolongforit", 10, FALSE, 50, 3);
  g_autofree char *joined = g_strjoinv ("|", lines), *cut = g_strjoinv ("|", few);

  g_assert_cmpstr (joined, ==, "one two|three|four");
  g_assert_true (g_str_has_prefix (cut, "one two|thr") && g_str_has_suffix (cut, "…"));
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (one), ==, 1);
  g_assert_true (g_str_has_suffix (one[0], "…"));
}


static void
test_widths (void)
{
  g_assert_cmpfloat (text_width ("RCPT TO:<bob@example.org>", 12, FALSE), >, 150);
  g_assert_cmpfloat (text_width ("RCPT TO:<bob@example.org>", 12, TRUE), >, text_width ("RCPT TO:<bob@example.org>", 12, FALSE));
  g_assert_cmpfloat (text_width ("郵便", 10, FALSE), >=, 20);
  g_assert_cmpfloat (text_width ("", 10, FALSE), ==, 0);
}

/* What can be pointed at need not lead anywhere; several groups about one thing are one place. */
static void
test_pointing (void)
{
  static const struct
  {
    guint32 id, about;
  } rows[] = { { 0, 7 }, { 7, 7 }, { 0, 0 }, { 3, 3 }, { 0, 7 }, { 9, 9 } };
  g_autoptr (Drawing) drawing = drawing_new (100, 200, colour_white), empty = drawing_new (10, 10, colour_white);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      drawing_begin (drawing, "row", rows[i].id, NULL);
      drawing_point (drawing, rows[i].about);
      drawing_add_box (drawing, 10, 10 + 30 * i, 80, 10, 0, colour_white, 1, colour_black);
      drawing_end (drawing);
    }
  g_assert_cmpuint (drawing_hit_about (drawing, 20, 15), ==, 7);
  g_assert_cmpuint (drawing_hit (drawing, 20, 15), ==, 0);
  g_assert_cmpuint (drawing_hit_about (drawing, 20, 75), ==, 0);
  g_assert_cmpuint (drawing_hit_about (drawing, 20, 105), ==, 3);
  g_assert_cmpfloat (drawing_find_about (drawing, 7)->top, <, 20);
  g_assert_cmpuint (drawing_cursor_step (drawing, 0, 1)->about, ==, 7);
  g_assert_cmpuint (drawing_cursor_step (drawing, 7, 1)->about, ==, 3);
  g_assert_cmpuint (drawing_cursor_step (drawing, 3, 1)->about, ==, 9);
  g_assert_null (drawing_cursor_step (drawing, 9, 1));
  g_assert_cmpuint (drawing_cursor_step (drawing, 0, -1)->about, ==, 9);
  g_assert_cmpuint (drawing_cursor_step (drawing, 3, -1)->about, ==, 7);
  g_assert_null (drawing_cursor_step (drawing, 7, -1));
  g_assert_cmpuint (drawing_cursor_step (drawing, 1000, 1)->about, ==, 7); /* what is there no more */
  g_assert_cmpuint (drawing_cursor_leap (drawing, 7, 100)->about, ==, 3);
  g_assert_cmpuint (drawing_cursor_leap (drawing, 7, 1000)->about, ==, 9);
  g_assert_cmpuint (drawing_cursor_leap (drawing, 9, -1)->about, ==, 3);
  g_assert_null (drawing_cursor_leap (drawing, 9, 50));
  g_assert_null (drawing_cursor_step (empty, 0, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drawing/svg", test_svg);
  g_test_add_func ("/drawing/hit", test_hit);
  g_test_add_func ("/drawing/paint", test_paint);
  g_test_add_func ("/drawing/cut", test_cut);
  g_test_add_func ("/drawing/wrap", test_wrap);
  g_test_add_func ("/drawing/widths", test_widths);
  g_test_add_func ("/drawing/pointing", test_pointing);
  return g_test_run ();
}
