/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/parcel-picture.h"

#include "gui/draw/glyph.h"
#include "gui/draw/text-box.h"

static const double text_size = 17, label_size = 16;
static const double tag_height = 28, tag_point = 12, dot = 6, diamond = 19, envelope = 44, sign = 15;

cairo_t *
parcel_picture_measuring (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 1, 1);
  cairo_t *cr = cairo_create (surface);

  cairo_surface_destroy (surface);
  return cr;
}

static double
text_width (cairo_t *cr, const Parcel *parcel)
{
  const TextBox box = { parcel->text, text_size, TRUE, 0 };
  double width, height;

  text_box_measure (cr, &box, &width, &height);
  return width;
}

static void
draw_text (cairo_t *cr, const char *text, double size, double x, Colour colour)
{
  const TextBox box = { text, size, TRUE, 0 };
  double width, height;

  text_box_measure (cr, &box, &width, &height);
  text_box_draw (cr, &box, x, -height / 2, 0.5, colour);
}

void
parcel_picture_measure (cairo_t *cr, const Parcel *parcel, double *half_width, double *half_height)
{
  switch (parcel->kind)
    {
    case PARCEL_CONTROL:
      *half_width = *half_height = parcel->lost ? 12 : dot + 2;
      return;
    case PARCEL_QUESTION:
    case PARCEL_ANSWER:
      *half_width = *half_height = diamond + 2;
      return;
    case PARCEL_COMMAND:
      *half_width = (text_width (cr, parcel) + 20) / 2 + tag_point + 2;
      *half_height = tag_height / 2 + 2;
      return;
    case PARCEL_REPLY:
      *half_width = (text_width (cr, parcel) + 24) / 2 + 2;
      *half_height = tag_height / 2 + 2;
      return;
    case PARCEL_MAIL:
    case PARCEL_BOUNCE:
      *half_width = envelope / 2 + 10;
      *half_height = envelope / 2 + 2;
      return;
    case PARCEL_NOTE:
      *half_width = *half_height = sign + 3;
      return;
    }
  g_assert_not_reached ();
}

/* A tag that points the way it goes. */
static void
draw_command (cairo_t *cr, const Parcel *parcel)
{
  double half = (text_width (cr, parcel) + 20) / 2, high = tag_height / 2, way = parcel->leftwards ? -1 : 1;

  cairo_move_to (cr, -way * half, -high);
  cairo_line_to (cr, way * half, -high);
  cairo_line_to (cr, way * (half + tag_point), 0);
  cairo_line_to (cr, way * half, high);
  cairo_line_to (cr, -way * half, high);
  cairo_close_path (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  glyph_paint (cr, parcel->fill, colour_black, 1.8);
  draw_text (cr, parcel->text, text_size, way * 3, colour_on (parcel->fill));
}

static void
draw_reply (cairo_t *cr, const Parcel *parcel)
{
  double half = (text_width (cr, parcel) + 24) / 2;

  glyph_round_box (cr, -half, -tag_height / 2, 2 * half, tag_height, tag_height / 2);
  glyph_paint (cr, parcel->fill, colour_black, 1.8);
  draw_text (cr, parcel->text, text_size, 0, colour_on (parcel->fill));
}

static void
draw_diamond (cairo_t *cr, const Parcel *parcel)
{
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  glyph_diamond (cr, 0, 0, diamond);
  glyph_paint (cr, parcel->fill, colour_black, 1.8);
  if (parcel->kind == PARCEL_QUESTION || parcel->text[0] != '\0')
    draw_text (cr, parcel->kind == PARCEL_QUESTION ? "?" : parcel->text, 20, 0, colour_on (parcel->fill));
  else
    glyph_tick (cr, 0, 1, 7, colour_black, 3);
}

static void
draw_envelope (cairo_t *cr, const Parcel *parcel)
{
  glyph_envelope (cr, 0, 0, envelope, parcel->fill, colour_black);
  if (parcel->kind != PARCEL_BOUNCE)
    return;
  cairo_new_sub_path (cr);
  cairo_arc (cr, envelope * 0.42, -envelope * 0.26, 10, 0, 2 * G_PI);
  glyph_paint (cr, colour_vermilion, colour_black, 1.5);
  cairo_save (cr);
  cairo_translate (cr, envelope * 0.42, -envelope * 0.26);
  draw_text (cr, "!", 15, 0, colour_black);
  cairo_restore (cr);
}

static void
draw_control (cairo_t *cr, const Parcel *parcel)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, dot, 0, 2 * G_PI);
  glyph_paint (cr, parcel->fill, colour_black, 1.2);
}

static void
draw_note (cairo_t *cr, const Parcel *parcel)
{
  const Colour ink = colour_on (parcel->fill);

  if (parcel->note == PARCEL_NOTE_CLOCK)
    {
      glyph_clock (cr, 0, 0, sign, parcel->fill, colour_black);
      return;
    }
  cairo_new_sub_path (cr);
  cairo_arc (cr, 0, 0, sign, 0, 2 * G_PI);
  glyph_paint (cr, parcel->fill, colour_black, 1.8);
  if (parcel->note == PARCEL_NOTE_CROSS)
    glyph_cross (cr, 0, 0, 6, ink, 3);
  else
    glyph_tick (cr, 0, 0.5, 7.5, ink, 3);
}

static void
draw_shape (cairo_t *cr, const Parcel *parcel)
{
  switch (parcel->kind)
    {
    case PARCEL_CONTROL:
      draw_control (cr, parcel);
      return;
    case PARCEL_QUESTION:
    case PARCEL_ANSWER:
      draw_diamond (cr, parcel);
      return;
    case PARCEL_COMMAND:
      draw_command (cr, parcel);
      return;
    case PARCEL_REPLY:
      draw_reply (cr, parcel);
      return;
    case PARCEL_MAIL:
    case PARCEL_BOUNCE:
      draw_envelope (cr, parcel);
      return;
    case PARCEL_NOTE:
      draw_note (cr, parcel);
      return;
    }
  g_assert_not_reached ();
}

void
parcel_picture_draw (cairo_t *cr, const Parcel *parcel, const Palette *palette)
{
  draw_shape (cr, parcel);
  if (parcel->lost)
    glyph_cross (cr, 0, 0, 10, palette->bad, 4);
}

/* "SYN", and "SYN lost" once it is. */
static char *
label_of (const Parcel *parcel)
{
  if (!parcel->lost)
    return g_strdup (parcel->label);
  return g_strdup_printf ("%s%slost", parcel->label, parcel->label[0] == '\0' ? "" : " ");
}

void
parcel_picture_measure_label (cairo_t *cr, const Parcel *parcel, double *half_width, double *half_height)
{
  g_autofree char *label = label_of (parcel);
  const TextBox box = { label, label_size, FALSE, parcel->label_room };
  double width, height;

  *half_width = *half_height = 0;
  if (label[0] == '\0')
    return;
  text_box_measure (cr, &box, &width, &height);
  *half_width = width / 2 + 7;
  *half_height = height / 2 + 2;
}

void
parcel_picture_draw_label (cairo_t *cr, const Parcel *parcel, const Palette *palette)
{
  g_autofree char *label = label_of (parcel);
  const TextBox box = { label, label_size, FALSE, parcel->label_room };
  double half_width, half_height;

  parcel_picture_measure_label (cr, parcel, &half_width, &half_height);
  if (half_width <= 0)
    return;
  glyph_round_box (cr, -half_width, -half_height, 2 * half_width, 2 * half_height, 7);
  colour_set_alpha (cr, palette->card, 0.88);
  cairo_fill (cr);
  text_box_draw (cr, &box, 0, -half_height + 2, 0.5, parcel->lost ? palette->bad : palette->ink);
}
