/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Trace files that somebody has meddled with: each is refused in words, or shown without harm.
 */
#include "gui/draw/map-picture.h"
#include "gui/model/event-list.h"
#include "gui/model/player-steps.h"
#include "tests/gui/lab.h"

#include <glib/gstdio.h>
#include <string.h>

static void
draw (Player *player, const MapLayout *layout, cairo_t *cr)
{
  const MapMoment moment = {
    .trace = player_get_trace (player),
    .snapshot = player_get_snapshot (player),
    .told = player_get_record (player),
  };
  g_autofree double *progress = g_new (double, moment.snapshot->flights->len + 1);

  for (guint i = 0; i < moment.snapshot->flights->len; i++)
    progress[i] = player_get_progress (player, g_array_index (moment.snapshot->flights, TraceId, i));
  map_picture_draw (cr, layout, &moment, progress, palette_get (FALSE));
}

/* All that is in a window, but the window: some of the stops, words for all. */
static void
look_at (Player *player)
{
  g_autoptr (EventList) list = event_list_new (player);
  g_autoptr (MapCast) cast = map_cast_new (player_get_trace (player));
  g_autoptr (MapLayout) layout = map_layout_new (cast, 500, 300);
  guint count = g_list_model_get_n_items (G_LIST_MODEL (list));
  cairo_t *cr;
  cairo_surface_t *surface = lab_surface_new (500, 300, &cr);

  for (guint i = 0; i < count; i++)
    g_object_unref (g_list_model_get_item (G_LIST_MODEL (list), i));
  for (guint i = 0; i < count; i += count / 4 + 1)
    {
      player_go_to_stop (player, i);
      draw (player, layout, cr);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
check (const char *path, GPtrArray *lines)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (Player) player = NULL;
  g_autofree char *text = NULL;

  g_ptr_array_add (lines, NULL);
  text = g_strjoinv ("\n", (char **) lines->pdata);
  g_ptr_array_set_size (lines, (int) lines->len - 1);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  player = player_open (path, &error);
  g_assert_true ((player == NULL) == (error != NULL));
  if (player != NULL)
    look_at (player);
}

/* LINE with VALUE for the value of its member NUMBER; NULL where it has fewer. */
static char *
change_member (const char *line, guint number, const char *value)
{
  const char *at = line, *end;

  for (guint i = 0; at != NULL && i <= number; i++)
    {
      at = strstr (at, "\": ");
      at = at == NULL ? NULL : at + 3;
    }
  if (at == NULL)
    return NULL;
  end = *at == '"' ? strchr (at + 1, '"') + 1 : at + strcspn (at, ",}");
  return g_strdup_printf ("%.*s%s%s", (int) (at - line), line, value, end);
}

static void
test_changed_members (void)
{
  static const char *const values[] = { "0", "-1", "4294967295", "9223372036854775807", "\"\"", "null" };
  g_autofree char *path = lab_write_trace ("unknown-user"), *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) array = g_ptr_array_new ();
  guint tried = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (array, lines[i]);
  for (guint i = 0; i < array->len; i += 2)
    for (guint member = 3; member < 12; member++)
      {
        g_autofree char *changed = change_member (lines[i], member, values[tried % G_N_ELEMENTS (values)]);

        if (changed == NULL)
          break;
        g_ptr_array_index (array, i) = changed;
        check (path, array);
        g_ptr_array_index (array, i) = lines[i];
        tried++;
      }
  g_assert_cmpuint (tried, >, 300);
  g_remove (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/odd-traces/changed-members", test_changed_members);
  return g_test_run ();
}
