/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * lab: library scenarios for the tests of the window and its pictures.
 */
#pragma once

#include "gui/model/player.h"

#include <cairo.h>

/* Lets the default main context work until CONDITION holds. */
#define LAB_WAIT(condition) \
  G_STMT_START \
  { \
    gint64 end_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC; \
    while (!(condition)) \
      { \
        if (g_get_monotonic_time () > end_) \
          g_error ("in vain: %s", #condition); \
        if (!g_main_context_iteration (NULL, FALSE)) \
          g_usleep (500); \
      } \
  } \
  G_STMT_END

/* Paths of all library scenarios; fails the test where there is none. */
GPtrArray *lab_list (void);
/* A player of library scenario NAME, or of a file. */
Player *lab_open (const char *name);
/* A run of SCENARIO of which nothing has happened yet; *SIMULATION is its. */
Player *lab_open_growing (const char *scenario, Simulation **simulation);
/* The trace of library scenario NAME as a file of its own; the caller removes and frees. */
char *lab_write_trace (const char *name);
/* One of the size of the window's map; the caller destroys both. */
cairo_surface_t *lab_surface_new (int width, int height, cairo_t **cr);
/* How many pixels differ between two surfaces of the same size. */
guint lab_count_differences (cairo_surface_t *a, cairo_surface_t *b);
/* How many different colours there are in it. */
guint lab_count_colours (cairo_surface_t *surface);
