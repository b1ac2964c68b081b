/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * page-steps: what a page that moves shows step by step: the rows of the ladder, in words, with what is seen on the
 * map, what was said, and how the message looks then.
 */
#pragma once

#include "sim/export/export-request.h"
#include "sim/export/page-scene.h"

/* Adds "steps", "messages" and "contents" to an object of JSON that is open; pictures are added to SCENE. */
void page_steps_write (const ExportRequest *request, PageScene *scene, JsonBuilder *json, OutputSet *outputs, const char *path);
