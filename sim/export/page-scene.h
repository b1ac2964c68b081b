/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page-scene: the map of a page that moves: its ground, the ways of what flies, and pictures of all that changes, each
 * drawn once, however often it is shown. It knows no steps.
 */
#pragma once

#include "gui/draw/map-picture.h"

#include <json-glib/json-glib.h>

typedef struct PageScene PageScene;

/* TRACE is borrowed. */
PageScene *page_scene_new (const Trace *trace, double width, double height);
void page_scene_free (PageScene *scene);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PageScene, page_scene_free)

/* Pictures are numbered from 0 in the order in which they are first asked for. */

/* Of host INDEX of the layout at this moment. */
guint page_scene_host (PageScene *scene, guint index, const MapMoment *moment);
guint page_scene_count_hosts (const PageScene *scene);
/* -1 where HOST is not on the map. */
int page_scene_find_host (const PageScene *scene, HostId host);
/* Of a connection; of the ways that faults strike. */
guint page_scene_connection (PageScene *scene, const SnapshotConnection *connection);
guint page_scene_trouble (PageScene *scene, const MapMoment *moment);
/* Of what flies, around the origin; and of the sign above the host that record ID is told of: -1 where there is none. */
int page_scene_parcel (PageScene *scene, TraceId packet);
int page_scene_sign (PageScene *scene, TraceId id);
/* The way between two hosts; -1 where one of them is not on the map. */
int page_scene_way (PageScene *scene, HostId from, HostId to);

/* Adds "width", "height", "ground", "pictures", "ways" and "hosts" to an object that is open. */
void page_scene_write (const PageScene *scene, JsonBuilder *json);
