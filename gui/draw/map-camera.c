/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/draw/map-camera.h"

static const double largest = 4, least_range = 2.5; /* of the zoom; and how much larger than the whole is always possible */
static const double mini_part = 0.24, mini_edge = 12, mini_least = 120, mini_most = 260;

static double
fit_zoom (const MapCamera *camera)
{
  return MIN (camera->width / camera->world_width, camera->height / camera->world_height);
}

/* Of a map that is smaller than the window the middle is in the middle. */
static double
keep_within (double from, double seen, double whole)
{
  return seen >= whole ? (whole - seen) / 2 : CLAMP (from, 0, whole - seen);
}

static void
keep_on_map (MapCamera *camera)
{
  camera->x = keep_within (camera->x, camera->width / camera->zoom, camera->world_width);
  camera->y = keep_within (camera->y, camera->height / camera->zoom, camera->world_height);
}

void
map_camera_fit (MapCamera *camera)
{
  camera->zoom = fit_zoom (camera);
  camera->x = camera->y = 0;
  keep_on_map (camera);
}

gboolean
map_camera_is_fit (const MapCamera *camera)
{
  return camera->zoom <= fit_zoom (camera) * 1.0001;
}

static void
set_sizes (MapCamera *camera, double width, double height, double world_width, double world_height)
{
  camera->width = MAX (width, 1);
  camera->height = MAX (height, 1);
  camera->world_width = MAX (world_width, 1);
  camera->world_height = MAX (world_height, 1);
}

void
map_camera_resize (MapCamera *camera, double width, double height, double world_width, double world_height)
{
  gboolean first = camera->width <= 0 || camera->zoom <= 0, fit = first || map_camera_is_fit (camera);
  double part = fit ? 1 : camera->zoom / fit_zoom (camera);
  double across = fit ? 0 : (camera->x + camera->width / camera->zoom / 2) / camera->world_width;
  double down = fit ? 0 : (camera->y + camera->height / camera->zoom / 2) / camera->world_height;

  set_sizes (camera, width, height, world_width, world_height);
  map_camera_fit (camera);
  if (fit)
    return;
  camera->zoom *= part;
  map_camera_centre (camera, across * camera->world_width, down * camera->world_height);
}

void
map_camera_zoom (MapCamera *camera, double factor, double x, double y)
{
  double fit = fit_zoom (camera), map_x = x, map_y = y;

  map_camera_to_map (camera, &map_x, &map_y);
  camera->zoom = CLAMP (camera->zoom * factor, fit, MAX (largest, fit * least_range));
  camera->x = map_x - x / camera->zoom;
  camera->y = map_y - y / camera->zoom;
  keep_on_map (camera);
}

gboolean
map_camera_pan (MapCamera *camera, double dx, double dy)
{
  double x = camera->x, y = camera->y;

  camera->x -= dx / camera->zoom;
  camera->y -= dy / camera->zoom;
  keep_on_map (camera);
  return camera->x != x || camera->y != y;
}

/* From where SEEN is to be looked at, so that LOW to HIGH is in it. */
static double
reveal (double from, double seen, double low, double high)
{
  if (low < from || high - low > seen)
    return low;
  return high > from + seen ? high - seen : from;
}

void
map_camera_reveal (MapCamera *camera, const MapBox *box)
{
  camera->x = reveal (camera->x, camera->width / camera->zoom, box->x, box->x + box->width);
  camera->y = reveal (camera->y, camera->height / camera->zoom, box->y, box->y + box->height);
  keep_on_map (camera);
}

void
map_camera_centre (MapCamera *camera, double x, double y)
{
  camera->x = x - camera->width / camera->zoom / 2;
  camera->y = y - camera->height / camera->zoom / 2;
  keep_on_map (camera);
}

void
map_camera_to_map (const MapCamera *camera, double *x, double *y)
{
  *x = camera->x + *x / camera->zoom;
  *y = camera->y + *y / camera->zoom;
}

void
map_camera_to_window (const MapCamera *camera, double *x, double *y)
{
  *x = (*x - camera->x) * camera->zoom;
  *y = (*y - camera->y) * camera->zoom;
}

MapBox
map_camera_mini (const MapCamera *camera)
{
  double width = CLAMP (camera->width * mini_part, mini_least, mini_most), height = width * camera->world_height / camera->world_width;

  if (map_camera_is_fit (camera))
    return (MapBox){ 0, 0, 0, 0 };
  return (MapBox){ camera->width - width - mini_edge, mini_edge, width, height };
}

MapBox
map_camera_mini_seen (const MapCamera *camera)
{
  const MapBox mini = map_camera_mini (camera);
  double part = mini.width / camera->world_width, width = MIN (camera->width / camera->zoom, camera->world_width);
  double height = MIN (camera->height / camera->zoom, camera->world_height);

  return (MapBox){ mini.x + MAX (camera->x, 0) * part, mini.y + MAX (camera->y, 0) * part, width * part, height * part };
}

gboolean
map_camera_from_mini (const MapCamera *camera, double *x, double *y)
{
  const MapBox mini = map_camera_mini (camera);

  if (mini.width <= 0 || *x < mini.x || *y < mini.y || *x >= mini.x + mini.width || *y >= mini.y + mini.height)
    return FALSE;
  *x = (*x - mini.x) / mini.width * camera->world_width;
  *y = (*y - mini.y) / mini.height * camera->world_height;
  return TRUE;
}
