/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/gui/lab.h"

#include "sim/trace/trace-file.h"
#include "sim/world/scenario-library.h"
#include "sim/world/scenario-reader.h"

#include <glib/gstdio.h>

GPtrArray *
lab_list (void)
{
  GPtrArray *list = scenario_library_list ();

  g_assert_cmpuint (list->len, >, 0);
  return list;
}

Player *
lab_open (const char *name)
{
  g_autoptr (GError) error = NULL;
  Player *player = player_open (name, &error);

  g_assert_no_error (error);
  g_assert_nonnull (player);
  return player;
}

Player *
lab_open_growing (const char *scenario, Simulation **simulation)
{
  g_autoptr (Player) whole = lab_open (scenario);
  g_autoptr (GError) error = NULL;

  *simulation = simulation_new (scenario_read_file (run_get_file (player_get_run (whole)), &error), NULL, &error);
  g_assert_no_error (error);
  return player_new_growing (run_new (*simulation));
}

char *
lab_write_trace (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Player) player = lab_open (name);
  char *path;

  g_close (g_file_open_tmp ("mailflow-XXXXXX.jsonl", &path, NULL), NULL);
  trace_file_write (player_get_trace (player), path, &error);
  g_assert_no_error (error);
  return path;
}

cairo_surface_t *
lab_surface_new (int width, int height, cairo_t **cr)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);

  *cr = cairo_create (surface);
  return surface;
}

static guint32
pixel_at (cairo_surface_t *surface, int x, int y)
{
  const guchar *row;

  cairo_surface_flush (surface);
  row = cairo_image_surface_get_data (surface) + (gsize) y * (gsize) cairo_image_surface_get_stride (surface);
  return ((const guint32 *) (gconstpointer) row)[x];
}

guint
lab_count_differences (cairo_surface_t *a, cairo_surface_t *b)
{
  guint count = 0;

  for (int y = 0; y < cairo_image_surface_get_height (a); y++)
    for (int x = 0; x < cairo_image_surface_get_width (a); x++)
      if (pixel_at (a, x, y) != pixel_at (b, x, y))
        count++;
  return count;
}

guint
lab_count_colours (cairo_surface_t *surface)
{
  g_autoptr (GHashTable) colours = g_hash_table_new (NULL, NULL);

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      g_hash_table_add (colours, GUINT_TO_POINTER (pixel_at (surface, x, y)));
  return g_hash_table_size (colours);
}
