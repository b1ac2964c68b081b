/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/parcel-picture.h"

#include "gui/draw/glyph.h"
#include "gui/draw/text-box.h"

static const double text_size = 17, label_size = 16;
static const double tag_height = 28, tag_point = 12, dot = 6, diamond = 19, square = 15, envelope = 44, sign = 15, arrow = 9, count_size = 15;

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

/* How far the ends of a reply reach beyond the room of its words. */
static double
end_of (ParcelReply reply)
{
  switch (reply)
    {
    case PARCEL_REPLY_DONE:
      return 0;
    case PARCEL_REPLY_GO_ON:
      return 7;
    case PARCEL_REPLY_LATER:
      return 9;
    case PARCEL_REPLY_NEVER:
      return 1;
    }
  g_assert_not_reached ();
}

static void
measure_shape (cairo_t *cr, const Parcel *parcel, double *half_width, double *half_height)
{
  switch (parcel->kind)
    {
    case PARCEL_CONTROL:
      *half_width = *half_height = parcel->lost ? 17 : dot + 2;
      return;
    case PARCEL_QUESTION:
      *half_width = *half_height = diamond + 2;
      return;
    case PARCEL_ANSWER:
      *half_width = *half_height = square + 2;
      return;
    case PARCEL_COMMAND:
      *half_width = (text_width (cr, parcel) + 20) / 2 + tag_point + 2;
      *half_height = tag_height / 2 + 2;
      return;
    case PARCEL_REPLY:
      *half_width = (text_width (cr, parcel) + 24) / 2 + end_of (parcel->reply) + 2;
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

/* "×12" */
static char *
count_of (const Parcel *parcel)
{
  return g_strdup_printf ("×%u", parcel->count);
}

static double
count_width (cairo_t *cr, const Parcel *parcel)
{
  g_autofree char *text = count_of (parcel);
  const TextBox box = { text, count_size, TRUE, 0 };
  double width, height;

  text_box_measure (cr, &box, &width, &height);
  return width + 8;
}

void
parcel_picture_measure (cairo_t *cr, const Parcel *parcel, double *half_width, double *half_height)
{
  measure_shape (cr, parcel, half_width, half_height);
  if (parcel->again)
    {
      *half_width += arrow;
      *half_height += arrow;
    }
  if (parcel->count > 1)
    {
      *half_width += count_width (cr, parcel) - 6;
      *half_height += 12;
    }
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
  double half = (text_width (cr, parcel) + 24) / 2, end = end_of (parcel->reply), high = tag_height / 2;

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  switch (parcel->reply)
    {
    case PARCEL_REPLY_DONE:
      glyph_round_box (cr, -half, -high, 2 * half, tag_height, high);
      break;
    case PARCEL_REPLY_GO_ON:
      glyph_ends (cr, half + end, high, -end - 3, high);
      break;
    case PARCEL_REPLY_LATER:
      glyph_ends (cr, half - 3, high, end + 3, high);
      break;
    case PARCEL_REPLY_NEVER:
      glyph_ends (cr, half - 8, high, 9, high * 0.4);
      break;
    }
  glyph_paint (cr, parcel->fill, colour_black, 1.8);
  draw_text (cr, parcel->text, text_size, 0, colour_on (parcel->fill));
}

static void
draw_dns (cairo_t *cr, const Parcel *parcel)
{
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (parcel->kind == PARCEL_QUESTION)
    glyph_diamond (cr, 0, 0, diamond);
  else
    glyph_round_box (cr, -square, -square, 2 * square, 2 * square, 4);
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
      draw_dns (cr, parcel);
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

/* At the upper right corner. */
static void
draw_count (cairo_t *cr, const Parcel *parcel, double half_width, double half_height)
{
  g_autofree char *text = count_of (parcel);
  double width = count_width (cr, parcel), x = half_width - 8;

  glyph_round_box (cr, x, -half_height - 8, width, 20, 8);
  glyph_paint (cr, colour_white, colour_black, 1.5);
  cairo_save (cr);
  cairo_translate (cr, x + width / 2, -half_height + 2);
  draw_text (cr, text, count_size, 0, colour_black);
  cairo_restore (cr);
}

/* To be seen on any colour. */
static void
draw_lost (cairo_t *cr, const Palette *palette)
{
  glyph_cross (cr, 0, 0, 11, palette->card, 9);
  glyph_cross (cr, 0, 0, 11, palette->bad, 4.5);
}

void
parcel_picture_draw (cairo_t *cr, const Parcel *parcel, const Palette *palette)
{
  Parcel shown = *parcel;
  double half_width, half_height;

  shown.fill = palette_fill (palette, parcel->fill);
  draw_shape (cr, &shown);
  measure_shape (cr, parcel, &half_width, &half_height);
  if (parcel->count > 1)
    draw_count (cr, parcel, half_width, half_height);
  if (parcel->lost)
    draw_lost (cr, palette);
  if (parcel->again)
    glyph_turn (cr, -half_width + 2 + (parcel->kind == PARCEL_COMMAND ? tag_point : 0), -half_height + 2, arrow, colour_yellow, colour_black);
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
  colour_set_alpha (cr, palette->card, palette_alpha (palette, 0.88));
  cairo_fill (cr);
  text_box_draw (cr, &box, 0, -half_height + 2, 0.5, parcel->lost ? palette->bad : palette->ink);
}
