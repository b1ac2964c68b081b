/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/film-encoder.h"

#include <signal.h>
#include <string.h>

struct FilmEncoder
{
  GSubprocess *process;
  GOutputStream *pictures; /* the process's */
  FilmSize size;
};

/* FFmpeg reads raw pictures from its standard input (its manual, "rawvideo"). */
static GPtrArray *
begin_ffmpeg (const FilmSize *size)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (const char *const *word = (const char *const[]){ "ffmpeg", "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "bgr0", NULL }; *word != NULL; word++)
    g_ptr_array_add (words, g_strdup (*word));
  g_ptr_array_add (words, g_strdup ("-s"));
  g_ptr_array_add (words, g_strdup_printf ("%dx%d", size->width, size->height));
  g_ptr_array_add (words, g_strdup ("-r"));
  g_ptr_array_add (words, g_strdup_printf ("%d", size->rate));
  g_ptr_array_add (words, g_strdup ("-i"));
  g_ptr_array_add (words, g_strdup ("-"));
  return words;
}

/* WORDS, parted by blanks, then PATH, which may have some of its own. */
static void
end_words (GPtrArray *words, const char *rest, const char *path)
{
  g_auto (GStrv) split = g_strsplit (rest, " ", -1);

  for (guint i = 0; split[i] != NULL; i++)
    g_ptr_array_add (words, g_strdup (split[i]));
  g_ptr_array_add (words, g_strdup (path));
  g_ptr_array_add (words, NULL);
}

static GPtrArray *
make_gif_words (const FilmSize *size, const char *path, const char *palette)
{
  GPtrArray *words = begin_ffmpeg (size);

  g_ptr_array_add (words, g_strdup ("-i"));
  g_ptr_array_add (words, g_strdup (palette));
  end_words (words, "-lavfi paletteuse=dither=none:diff_mode=rectangle -loop 0 -fflags +bitexact -f gif", path);
  return words;
}

static GPtrArray *
make_webm_words (const FilmSize *size, const char *path)
{
  GPtrArray *words = begin_ffmpeg (size);

  end_words (words, "-an -c:v libvpx-vp9 -b:v 0 -crf 32 -deadline realtime -cpu-used 8 -row-mt 1 -g 240 -pix_fmt yuv420p -fflags +bitexact -f webm", path);
  return words;
}

/* GStreamer's pipeline, as gst-launch-1.0(1) reads it. */
static GPtrArray *
make_gstreamer_words (const FilmSize *size, const char *path)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *pipeline = g_strdup_printf ("gst-launch-1.0 -q fdsrc fd=0 ! rawvideoparse format=bgrx width=%d height=%d framerate=%d/1"
                                               " ! videoconvert ! vp8enc deadline=1 cpu-used=8 target-bitrate=0 end-usage=cq cq-level=12 max-quantizer=40"
                                               " ! webmmux ! filesink",
                                               size->width, size->height, size->rate);
  g_autofree char *location = g_strdup_printf ("location=%s", path);

  end_words (words, pipeline, location);
  return words;
}

static gboolean
has_program (const char *name)
{
  g_autofree char *path = g_find_program_in_path (name);

  return path != NULL;
}

static FilmEncoder *
start (GPtrArray *words, const FilmSize *size, GError **error)
{
  FilmEncoder *encoder;
  g_autoptr (GSubprocess) process = NULL;

  signal (SIGPIPE, SIG_IGN); /* a program that has ended is an error like others */
  process = g_subprocess_newv ((const char *const *) words->pdata, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_PIPE, error);
  g_ptr_array_unref (words);
  if (process == NULL)
    return NULL;
  encoder = g_new (FilmEncoder, 1);
  encoder->pictures = g_subprocess_get_stdin_pipe (process);
  encoder->process = g_steal_pointer (&process);
  encoder->size = *size;
  return encoder;
}

static FilmEncoder *
ask_for_package (GError **error)
{
  g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, "films are made by FFmpeg, which is not here; please install the package ffmpeg");
  return NULL;
}

FilmEncoder *
film_encoder_new_palette (const FilmSize *size, const char *path, GError **error)
{
  GPtrArray *words;

  if (!has_program ("ffmpeg"))
    return ask_for_package (error);
  words = begin_ffmpeg (size);
  end_words (words, "-vf palettegen=stats_mode=full -frames:v 1 -f image2 -c:v png -update 1", path);
  return start (words, size, error);
}

FilmEncoder *
film_encoder_new (FilmKind kind, const FilmSize *size, const char *path, const char *palette, GError **error)
{
  if (has_program ("ffmpeg"))
    return start (kind == FILM_GIF ? make_gif_words (size, path, palette) : make_webm_words (size, path), size, error);
  if (kind == FILM_WEBM && has_program ("gst-launch-1.0"))
    return start (make_gstreamer_words (size, path), size, error);
  return ask_for_package (error);
}

gboolean
film_encoder_add (FilmEncoder *encoder, cairo_surface_t *picture)
{
  gsize row = (gsize) encoder->size.width * 4;

  cairo_surface_flush (picture);
  for (int y = 0; y < encoder->size.height; y++)
    if (!g_output_stream_write_all (encoder->pictures, cairo_image_surface_get_data (picture) + (gsize) y * (gsize) cairo_image_surface_get_stride (picture), row, NULL, NULL, NULL))
      return FALSE;
  return TRUE;
}

gboolean
film_encoder_finish (FilmEncoder *encoder, GError **error)
{
  g_autofree char *complaint = NULL;
  gboolean done;

  done = g_subprocess_communicate_utf8 (encoder->process, NULL, NULL, NULL, &complaint, error);
  if (done && !g_subprocess_get_successful (encoder->process))
    {
      g_strstrip (g_strdelimit (complaint, "\n", ' '));
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the program that makes films says: %.300s", *complaint == '\0' ? "nothing" : complaint);
      done = FALSE;
    }
  g_object_unref (encoder->process);
  g_free (encoder);
  return done;
}
