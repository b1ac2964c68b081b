/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-key.h"

#include "gui/draw/glyph.h"
#include "gui/draw/host-picture.h"
#include "gui/draw/parcel-picture.h"

typedef enum
{
  KEY_PARCEL,
  KEY_BADGE,
  KEY_NEXT,
} KeyKind;

typedef struct
{
  const char *words;
  KeyKind kind;
  HostBadge badge;
  Parcel parcel; /* its colour follows from its kind */
} KeyRow;

#define PARCEL(shape, on_it, ...)                                                     \
  {                                                                                   \
    .kind = PARCEL_##shape, .text = (char *) on_it, .label = (char *) "", __VA_ARGS__ \
  }

static const KeyRow rows[] = {
  { "DNS question", KEY_PARCEL, 0, PARCEL (QUESTION, "?") },
  { "DNS answer", KEY_PARCEL, 0, PARCEL (ANSWER, "") },
  { "TCP: SYN, ACK, FIN", KEY_PARCEL, 0, PARCEL (CONTROL, "") },
  { "Command", KEY_PARCEL, 0, PARCEL (COMMAND, "RCPT") },
  { "2xx, OK: done", KEY_PARCEL, 0, PARCEL (REPLY, "250", .reply = PARCEL_REPLY_DONE) },
  { "3xx, +: go on", KEY_PARCEL, 0, PARCEL (REPLY, "354", .reply = PARCEL_REPLY_GO_ON) },
  { "4xx: not now", KEY_PARCEL, 0, PARCEL (REPLY, "451", .reply = PARCEL_REPLY_LATER) },
  { "5xx, NO: never", KEY_PARCEL, 0, PARCEL (REPLY, "550", .reply = PARCEL_REPLY_NEVER) },
  { "Message", KEY_PARCEL, 0, PARCEL (MAIL, "") },
  { "Report, a bounce", KEY_PARCEL, 0, PARCEL (BOUNCE, "") },
  { "Sent again", KEY_PARCEL, 0, PARCEL (COMMAND, "DATA", .again = TRUE) },
  { "Lost on the way", KEY_PARCEL, 0, PARCEL (COMMAND, "DATA", .lost = TRUE) },
  { "Several alike", KEY_PARCEL, 0, PARCEL (REPLY, "250", .count = 3) },
  { "Waiting in its queue", KEY_BADGE, HOST_BADGE_QUEUED, { 0 } },
  { "Mails that are there", KEY_BADGE, HOST_BADGE_STORED, { 0 } },
  { "DNS answers it remembers", KEY_BADGE, HOST_BADGE_CACHED, { 0 } },
  { "Open connections", KEY_BADGE, HOST_BADGE_CONNECTIONS, { 0 } },
  { "Where it goes on next", KEY_NEXT, 0, { 0 } },
};

guint
map_key_count (void)
{
  return G_N_ELEMENTS (rows);
}

const char *
map_key_get_words (guint index)
{
  return rows[index].words;
}

const Parcel *
map_key_get_parcel (guint index)
{
  return rows[index].kind == KEY_PARCEL ? &rows[index].parcel : NULL;
}

static void
draw_parcel (cairo_t *cr, const KeyRow *row, const Palette *palette)
{
  Parcel parcel = row->parcel;
  double half_width, half_height, scale;

  parcel.fill = parcel_usual_colour (&parcel);
  parcel_picture_measure (cr, &parcel, &half_width, &half_height);
  scale = MIN (0.8, MIN (MAP_KEY_WIDTH / 2.0 / half_width, MAP_KEY_HEIGHT / 2.0 / half_height));
  cairo_translate (cr, MAP_KEY_WIDTH / 2.0, MAP_KEY_HEIGHT / 2.0);
  cairo_scale (cr, scale, scale);
  parcel_picture_draw (cr, &parcel, palette);
}

static void
draw_next (cairo_t *cr, const Palette *palette)
{
  const double dashes[] = { 9, 6 };

  cairo_set_dash (cr, dashes, 2, 0);
  cairo_set_line_width (cr, 3 * palette->stroke);
  colour_set (cr, palette->accent);
  glyph_round_box (cr, MAP_KEY_WIDTH / 2.0 - 18, 4, 36, MAP_KEY_HEIGHT - 8, 10);
  cairo_stroke (cr);
}

void
map_key_draw (cairo_t *cr, guint index, const Palette *palette)
{
  cairo_save (cr);
  switch (rows[index].kind)
    {
    case KEY_PARCEL:
      draw_parcel (cr, &rows[index], palette);
      break;
    case KEY_BADGE:
      host_picture_draw_badge (cr, rows[index].badge, 2, MAP_KEY_WIDTH / 2.0 - 23, MAP_KEY_HEIGHT / 2.0 - 12, palette);
      break;
    case KEY_NEXT:
      draw_next (cr, palette);
      break;
    }
  cairo_restore (cr);
}
