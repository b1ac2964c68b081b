/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * json-members: members of an object of JSON that is being built.
 */
#pragma once

#include <json-glib/json-glib.h>

void json_members_set_string (JsonBuilder *builder, const char *name, const char *value);
void json_members_set_number (JsonBuilder *builder, const char *name, gint64 value);
