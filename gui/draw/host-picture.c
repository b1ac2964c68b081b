/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/host-picture.h"

#include "gui/draw/glyph.h"
#include "gui/draw/text-box.h"

#include <math.h>
#include <string.h>

static const double roomy = 68, corners = 44; /* pictograms with room for a third badge at their side, at their corner */
static const double name_size = 18, domain_size = 15, smallest_name = 13, overhang = 8, name_line = 24, domain_line = 20;

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
host_look_is_same (const HostLook *a, const HostLook *b)
{
  return a->state == b->state && a->queued == b->queued && a->stored == b->stored && a->fetched == b->fetched && a->cached == b->cached && a->connections == b->connections
         && a->acting == b->acting && a->selected == b->selected && strcmp (a->mark, b->mark) == 0;
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
      colour_set_alpha (cr, colour_yellow, palette->dark ? 0.28 : 0.55);
      cairo_fill_preserve (cr);
    }
  if (look->selected)
    {
      colour_set (cr, palette->accent);
      cairo_set_line_width (cr, 3);
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
  glyph_paint (cr, palette->card, palette->bad, 2);
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
      return colour_orange;
    case HOST_BADGE_STORED:
      return colour_green;
    case HOST_BADGE_CACHED:
      return colour_purple;
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

static double
badge_width (cairo_t *cr, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  const TextBox box = { text, 16, TRUE, 0 };
  double width, height;

  text_box_measure (cr, &box, &width, &height);
  return width + 36;
}

void
host_picture_draw_badge (cairo_t *cr, HostBadge badge, guint number, double x, double y, const Palette *palette)
{
  g_autofree char *text = g_strdup_printf ("%u", number);
  const TextBox box = { text, 16, TRUE, 0 };
  const Colour fill = fill_of (badge, palette), ink = colour_on (fill);
  double width, height;

  text_box_measure (cr, &box, &width, &height);
  glyph_round_box (cr, x, y, width + 36, height + 4, 9);
  glyph_paint (cr, fill, badge == HOST_BADGE_CONNECTIONS ? palette->ink : colour_black, 1.5);
  draw_badge_sign (cr, badge, x + 17, y + height / 2 + 2, ink);
  text_box_draw (cr, &box, x + 30, y + 2, 0, ink);
}

/* A pictogram's edges. */
typedef struct
{
  double left, right; /* where badges at the left end, and at the right begin */
  double room;        /* of the host */
  const Palette *palette;
} BadgeEdges;

/* Hardly outside the host's room. */
static void
draw_at_left (cairo_t *cr, HostBadge badge, guint number, const BadgeEdges *edges, double y)
{
  host_picture_draw_badge (cr, badge, number, MAX (edges->left - badge_width (cr, number), -overhang), y, edges->palette);
}

static void
draw_at_right (cairo_t *cr, HostBadge badge, guint number, const BadgeEdges *edges, double y)
{
  double x = MIN (edges->right, edges->room + overhang - badge_width (cr, number));

  host_picture_draw_badge (cr, badge, number, MAX (x, -overhang), y, edges->palette);
}

/* Where it disturbs nothing: by the right edge, or at a corner that is free; where there is no room, not at all. */
static void
draw_connections (cairo_t *cr, const HostLook *look, const BadgeEdges *edges, double top, double icon)
{
  gboolean left_is_free = look->stored + look->fetched + look->cached == 0, marked = look->mark[0] != '\0' || look->state != HOST_UP;

  if (look->connections == 0)
    return;
  if (look->queued == 0)
    draw_at_right (cr, HOST_BADGE_CONNECTIONS, look->connections, edges, top);
  else if (icon >= roomy)
    draw_at_right (cr, HOST_BADGE_CONNECTIONS, look->connections, edges, HOST_PICTURE_MARGIN + icon * 0.5 - 9);
  else if (left_is_free)
    draw_at_left (cr, HOST_BADGE_CONNECTIONS, look->connections, edges, top);
  else if (icon >= corners && !marked)
    draw_at_right (cr, HOST_BADGE_CONNECTIONS, look->connections, edges, HOST_PICTURE_MARGIN + icon - 20);
}

static void
draw_badges (cairo_t *cr, const HostLook *look, const Palette *palette, double x, double top, double icon, double width)
{
  double aside = icon * (icon < corners ? 0.4 : 0.22); /* small ones are hidden otherwise */
  const BadgeEdges edges = { x - aside, x + aside, width, palette };

  if (look->queued > 0)
    draw_at_right (cr, HOST_BADGE_QUEUED, look->queued, &edges, top);
  if (look->stored + look->fetched > 0)
    draw_at_left (cr, HOST_BADGE_STORED, look->stored + look->fetched, &edges, top);
  else if (look->cached > 0)
    draw_at_left (cr, HOST_BADGE_CACHED, look->cached, &edges, top);
  draw_connections (cr, look, &edges, top, icon);
}

/* Ways that pass behind words stay behind them. */
static void
clear_ground (cairo_t *cr, const HostLook *look, const Palette *palette, const TextBox *box, double x, double y)
{
  double width, height;

  text_box_measure (cr, box, &width, &height);
  glyph_round_box (cr, x - width / 2 - 3, y + 1, width + 6, height - 2, 6);
  colour_set_alpha (cr, palette->area[look->side], 0.85);
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
host_picture_draw (cairo_t *cr, const HostLook *look, const Palette *palette, double width, double height, double icon)
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
  draw_badges (cr, look, palette, x, 1, icon, width);
  draw_state (cr, look, palette, x, y, icon);
  draw_mark (cr, look, palette, x, y, icon, width);
  draw_names (cr, look, palette, width, HOST_PICTURE_MARGIN + icon + 1);
}
