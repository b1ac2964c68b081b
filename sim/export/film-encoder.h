/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * film-encoder: a program that makes a film of pictures: FFmpeg, or GStreamer's gst-launch. It knows nothing of what
 * the pictures show.
 */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

typedef struct FilmEncoder FilmEncoder;

typedef struct
{
  int width, height; /* even */
  int rate;          /* pictures a second */
} FilmSize;

typedef enum
{
  FILM_GIF,
  FILM_WEBM,
} FilmKind;

/* Starts it; the film will be in the file PATH. PALETTE, of film_encoder_make_palette, is only for FILM_GIF. NULL and an
 * error, which names the package to install, where there is no such program. */
FilmEncoder *film_encoder_new (FilmKind kind, const FilmSize *size, const char *path, const char *palette, GError **error);
/* Of one that makes a palette of all its pictures: a PNG in the file PATH. */
FilmEncoder *film_encoder_new_palette (const FilmSize *size, const char *path, GError **error);

/* PICTURE is CAIRO_FORMAT_RGB24 of the size that was said. FALSE where the program takes no more: film_encoder_finish
 * tells why. */
gboolean film_encoder_add (FilmEncoder *encoder, cairo_surface_t *picture);
/* Waits until the film is whole. FALSE with what the program complained of. Frees ENCODER in any case. */
gboolean film_encoder_finish (FilmEncoder *encoder, GError **error);
