/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/host-picture.h"

#include "gui/draw/glyph.h"
#include "gui/draw/text-box.h"

#include <math.h>
#include <string.h>

static const double roomy = 68, corners = 44; /* pictograms with room for a third badge at their side, at their corner */
static const double name_size = 18, domain_size = 15, smallest_name = 13, overhang = 8, name_line = 24, domain_line = 20, badge_size = 16;

double
host_picture_text_height (gboolean with_domain)
{
  return name_line + (with_domain ? domain_line : 0) + HOST_PICTURE_MARGIN;
}

double
host_picture_text_width (const char *name, const char *domain)
{
  return MAX (0.68 * name_size * (double) g_utf8_strlen (name, -1), 0.6 * domain_size * (double) g_utf8_strlen (domain, -1));
}

gboolean
host_look_has_same_body (const HostLook *a, const HostLook *b)
{
  return a->state == b->state && a->acting == b->acting && a->selected == b->selected && strcmp (a->mark, b->mark) == 0;
}

gboolean
host_look_is_same (const HostLook *a, const HostLook *b)
{
  return host_look_has_same_body (a, b) && a->queued == b->queued && a->stored == b->stored && a->fetched == b->fetched && a->cached == b->cached && a->connections == b->connections;
}

static void
draw_halo (cairo_t *cr, const HostLook *look, const Palette *palette, double x, double y, double icon)
{
  double size = icon + 4;

  if (!look->acting && !look->selected)
    return;
  glyph_round_box (cr, x - size / 2 - 4, y - size / 2, size + 8, size, 14);
  if (look->acting)
    {
      colour_set_alpha (cr, palette->high_contrast ? palette->now : colour_yellow, palette_alpha (palette, palette->dark ? 0.28 : 0.55));
      cairo_fill_preserve (cr);
    }
  if (look->selected)
    {
      colour_set (cr, palette->accent);
      cairo_set_line_width (cr, 3 * palette->stroke);
      cairo_stroke (cr);
    }
  cairo_new_path (cr);
}

static void
draw_pictogram (cairo_t *cr, const HostLook *look, const Palette *palette, double x, double y, double icon)
{
  switch (look->role)
    {
    case HOST_DEVICE:
      glyph_laptop (cr, x, y, icon, palette);
      break;
    case HOST_RESOLVER:
      glyph_globe (cr, x, y, icon, palette);
      break;
    case HOST_NAME_SERVER:
      glyph_book (cr, x, y, icon, palette);
      break;
    case HOST_MAIL_SERVER:
    case HOST_ROLE_NONE:
      glyph_server (cr, x, y, icon, palette);
      break;
    }
}

static void
draw_pill (cairo_t *cr, const TextBox *box, const Palette *palette, double x, double y)
{
  double width, height;

  text_box_measure (cr, box, &width, &height);
  glyph_round_box (cr, x - width / 2 - 8, y - height / 2 - 2, width + 16, height + 4, 8);
  glyph_paint (cr, palette->card, palette->bad, 2 * palette->stroke);
  text_box_draw (cr, box, x, y - height / 2, 0.5, palette->bad);
}

/* On the foot of the pictogram, so that it can still be made out. */
static void
draw_mark (cairo_t *cr, const HostLook *look, const Palette *palette, double x, double y, double icon, double width)
{
  const TextBox box = { look->mark, 14, TRUE, width + 2 * overhang - 18 };

  if (look->mark[0] != '\0' && look->state == HOST_UP)
    draw_pill (cr, &box, palette, x, y + icon * 0.34);
}

static void
draw_state (cairo_t *cr, const HostLook *look, const Palette *palette, double x, double y, double icon)
{
  const char *word = look->state == HOST_DOWN ? "down" : look->state == HOST_HANGING ? "hangs" : "refuses";
  const TextBox box = { word, 16, TRUE, 0 };

  if (look->state == HOST_UP)
    return;
  glyph_cross (cr, x, y, icon * 0.42, colour_vermilion, icon * 0.09);
  draw_pill (cr, &box, palette, x, y);
}

static Colour
fill_of (HostBadge badge, const Palette *palette)
{
  switch (badge)
    {
    case HOST_BADGE_QUEUED:
      return palette_fill (palette, colour_orange);
    case HOST_BADGE_STORED:
      return palette_fill (palette, colour_green);
    case HOST_BADGE_CACHED:
      return palette_fill (palette, colour_purple);
    case HOST_BADGE_CONNECTIONS:
      return palette->card;
    }
  g_assert_not_reached ();
}

static void
draw_badge_sign (cairo_t *cr, HostBadge badge, double x, double y, Colour ink)
{
  switch (badge)
    {
    case HOST_BADGE_QUEUED:
    case HOST_BADGE_STORED:
      glyph_envelope (cr, x, y, 18, colour_white, colour_black);
      return;
    case HOST_BADGE_CACHED:
      glyph_cards (cr, x, y, 16, colour_white, colour_black);
      return;
    case HOST_BADGE_CONNECTIONS:
      glyph_plug (cr, x, y, 16, ink);
      return;
    }
  g_assert_not_reached ();
}

void
host_picture_measure_badge (cairo_t *cr, guint number, double *width, double *height)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  const TextBox box = { text, badge_size, TRUE, 0 };

  text_box_measure (cr, &box, width, height);
  *width += 36;
  *height += 4;
}

void
host_picture_draw_badge (cairo_t *cr, HostBadge badge, guint number, double x, double y, const Palette *palette)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  const TextBox box = { text, badge_size, TRUE, 0 };
  const Colour fill = fill_of (badge, palette), ink = colour_on (fill);
  double width, height;

  host_picture_measure_badge (cr, number, &width, &height);
  glyph_round_box (cr, x, y, width, height, 9);
  glyph_paint (cr, fill, badge == HOST_BADGE_CONNECTIONS ? palette->ink : colour_black, 1.5 * palette->stroke);
  draw_badge_sign (cr, badge, x + 17, y + height / 2, ink);
  text_box_draw (cr, &box, x + 30, y + 2, 0, ink);
}

/* Where badges go: by a pictogram's edges. */
typedef struct
{
  cairo_t *cr;
  double left, right; /* where badges at the left end, and at the right begin */
  double room;        /* of the host */
  HostBadgePlace *places;
  guint count;
} BadgePlacing;

static void
add_badge (BadgePlacing *placing, HostBadge badge, guint number, double x, double y)
{
  placing->places[placing->count++] = (HostBadgePlace){ badge, number, MAX (x, -overhang), y };
}

/* Hardly outside the host's room. */
static void
add_at_left (BadgePlacing *placing, HostBadge badge, guint number, double y)
{
  double width, height;

  host_picture_measure_badge (placing->cr, number, &width, &height);
  add_badge (placing, badge, number, placing->left - width, y);
}

static void
add_at_right (BadgePlacing *placing, HostBadge badge, guint number, double y)
{
  double width, height;

  host_picture_measure_badge (placing->cr, number, &width, &height);
  add_badge (placing, badge, number, MIN (placing->right, placing->room + overhang - width), y);
}

/* Where it disturbs nothing: by the right edge, or at a corner that is free; where there is no room, not at all. */
static void
add_connections (BadgePlacing *placing, const HostLook *look, double top, double icon)
{
  gboolean left_is_free = look->stored + look->fetched + look->cached == 0, marked = look->mark[0] != '\0' || look->state != HOST_UP;

  if (look->connections == 0)
    return;
  if (look->queued == 0)
    add_at_right (placing, HOST_BADGE_CONNECTIONS, look->connections, top);
  else if (icon >= roomy)
    add_at_right (placing, HOST_BADGE_CONNECTIONS, look->connections, HOST_PICTURE_MARGIN + icon * 0.5 - 9);
  else if (left_is_free)
    add_at_left (placing, HOST_BADGE_CONNECTIONS, look->connections, top);
  else if (icon >= corners && !marked)
    add_at_right (placing, HOST_BADGE_CONNECTIONS, look->connections, HOST_PICTURE_MARGIN + icon - 20);
}

guint
host_picture_place_badges (cairo_t *cr, const HostLook *look, double width, double icon, HostBadgePlace places[HOST_PICTURE_MOST_BADGES])
{
  const double top = 1, aside = icon * (icon < corners ? 0.4 : 0.22); /* small ones are hidden otherwise */
  BadgePlacing placing = { cr, width / 2 - aside, width / 2 + aside, width, places, 0 };

  if (look->queued > 0)
    add_at_right (&placing, HOST_BADGE_QUEUED, look->queued, top);
  if (look->stored + look->fetched > 0)
    add_at_left (&placing, HOST_BADGE_STORED, look->stored + look->fetched, top);
  else if (look->cached > 0)
    add_at_left (&placing, HOST_BADGE_CACHED, look->cached, top);
  add_connections (&placing, look, top, icon);
  return placing.count;
}

/* Ways that pass behind words stay behind them. */
static void
clear_ground (cairo_t *cr, const HostLook *look, const Palette *palette, const TextBox *box, double x, double y)
{
  double width, height;

  text_box_measure (cr, box, &width, &height);
  glyph_round_box (cr, x - width / 2 - 3, y + 1, width + 6, height - 2, 6);
  colour_set_alpha (cr, palette->area[look->side], palette_alpha (palette, 0.85));
  cairo_fill (cr);
}

static void
draw_names (cairo_t *cr, const HostLook *look, const Palette *palette, double width, double y)
{
  TextBox name = { look->name, name_size, TRUE, 0 };
  double wide, high;

  text_box_measure (cr, &name, &wide, &high);
  name.size = CLAMP (floor (name_size * (width - 1) / MAX (wide, 1)), smallest_name, name_size);
  name.width = width;
  clear_ground (cr, look, palette, &name, width / 2, y + (name_size - name.size) / 2);
  text_box_draw (cr, &name, width / 2, y + (name_size - name.size) / 2, 0.5, look->state == HOST_UP ? palette->ink : palette->dim);
  if (look->domain != NULL)
    {
      const TextBox domain = { look->domain, domain_size, FALSE, width };

      clear_ground (cr, look, palette, &domain, width / 2, y + name_line - 2);
      text_box_draw (cr, &domain, width / 2, y + name_line - 2, 0.5, palette->dim);
    }
}

void
host_picture_draw_body (cairo_t *cr, const HostLook *look, const Palette *palette, double width, double icon)
{
  double x = width / 2, y = HOST_PICTURE_MARGIN + icon / 2;

  draw_halo (cr, look, palette, x, y, icon);
  draw_pictogram (cr, look, palette, x, y, icon);
  if (look->state == HOST_DOWN)
    {
      cairo_rectangle (cr, x - icon / 2 - 1, y - icon / 2 - 1, icon + 2, icon + 2);
      colour_set_alpha (cr, palette->area[look->side], 0.55);
      cairo_fill (cr);
    }
  draw_state (cr, look, palette, x, y, icon);
  draw_mark (cr, look, palette, x, y, icon, width);
  draw_names (cr, look, palette, width, HOST_PICTURE_MARGIN + icon + 1);
}

void
host_picture_draw (cairo_t *cr, const HostLook *look, const Palette *palette, double width, double icon)
{
  HostBadgePlace places[HOST_PICTURE_MOST_BADGES];
  guint count = host_picture_place_badges (cr, look, width, icon, places);

  host_picture_draw_body (cr, look, palette, width, icon);
  for (guint i = 0; i < count; i++)
    host_picture_draw_badge (cr, places[i].badge, places[i].number, places[i].x, places[i].y, palette);
}
