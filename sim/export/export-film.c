/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-page.h"
#include "sim/export/export-request.h"
#include "sim/export/film-encoder.h"

#include <glib/gstdio.h>

enum
{
  SAMPLES = 12, /* pictures that a GIF's palette is made of */
};

/* A GIF moves in few, small pictures; a slide takes more. */
static const FilmSize gif_size = { 960, 540, 10 }, webm_size = { 1280, 720, 20 };
/* What is seen at the end stays for a moment. */
static const double last_seconds = 1;
/* Of film, where no pace was asked for: a longer run plays faster. */
static const double longest = 300;

typedef struct
{
  const ExportRequest *request;
  const char *path;
  OutputSet *outputs;
  MapPage *page;
  cairo_surface_t *surface;
  double length; /* seconds of presentation */
  double pace;   /* seconds of presentation in one of the film */
  FilmSize size;
  double drawn; /* the second that is on the surface; -1: none */
} Film;

static void
film_init (Film *film, const ExportRequest *request, const char *path, OutputSet *outputs, const FilmSize *size)
{
  *film = (Film){ .request = request, .path = path, .outputs = outputs, .size = *size, .drawn = -1 };
  film->page = map_page_new (request->trace, size->width, size->height, palette_get (FALSE));
  film->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, size->width, size->height);
  film->length = stops_get_length (map_page_get_stops (film->page));
  if (request->has_at)
    film->length = MIN (film->length, time_warp_leave (stops_get_warp (map_page_get_stops (film->page)), request->at));
  film->pace = request->pace > 0 ? request->pace : MAX (film->length / longest, 1);
}

static void
film_clear (Film *film)
{
  cairo_surface_destroy (film->surface);
  map_page_free (film->page);
}

/* What is there already is not drawn again. */
static gboolean
add_picture (Film *film, FilmEncoder *encoder, double seconds)
{
  cairo_t *cr = cairo_create (film->surface);

  seconds = MIN (seconds, film->length);
  if (film->drawn != seconds)
    map_page_draw_second (film->page, cr, seconds);
  film->drawn = seconds;
  cairo_destroy (cr);
  return film_encoder_add (encoder, film->surface);
}

/* COUNT pictures, STEP seconds apart. Frees ENCODER. */
static gboolean
make (Film *film, FilmEncoder *encoder, guint count, double step, gboolean tells, GError **error)
{
  for (guint i = 0; i < count; i++)
    {
      if (tells)
        output_set_tell_progress (film->outputs, film->path, (double) i / count);
      if (!add_picture (film, encoder, i * step))
        break; /* the program has ended, and says why */
    }
  return film_encoder_finish (encoder, error);
}

static gboolean
make_film (Film *film, FilmKind kind, const char *stage, const char *palette, GError **error)
{
  FilmEncoder *encoder = film_encoder_new (kind, &film->size, stage, palette, error);
  double step = film->pace / film->size.rate;

  return encoder != NULL && make (film, encoder, (guint) (film->length / step + last_seconds * film->size.rate) + 1, step, TRUE, error);
}

/* A name for a file of our own, gone afterwards. */
static char *
make_palette (Film *film, GError **error)
{
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("mailflow-XXXXXX.png", &path, error);
  FilmEncoder *encoder;

  if (file < 0)
    return NULL;
  g_close (file, NULL);
  encoder = film_encoder_new_palette (&film->size, path, error);
  if (encoder != NULL && make (film, encoder, SAMPLES, film->length / SAMPLES, FALSE, error))
    return g_steal_pointer (&path);
  g_unlink (path);
  return NULL;
}

gboolean
export_webm (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  const char *stage = output_set_stage (outputs, path, error);
  gboolean made;
  Film film;

  if (stage == NULL)
    return FALSE;
  film_init (&film, request, path, outputs, &webm_size);
  made = make_film (&film, FILM_WEBM, stage, NULL, error);
  film_clear (&film);
  return made;
}

gboolean
export_gif (const ExportRequest *request, const char *path, OutputSet *outputs, GError **error)
{
  const char *stage = output_set_stage (outputs, path, error);
  g_autofree char *palette = NULL;
  gboolean made;
  Film film;

  if (stage == NULL)
    return FALSE;
  film_init (&film, request, path, outputs, &gif_size);
  palette = make_palette (&film, error);
  made = palette != NULL && make_film (&film, FILM_GIF, stage, palette, error);
  if (palette != NULL)
    g_unlink (palette);
  film_clear (&film);
  return made;
}
