/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * preferences: what the desktop remembers of the window from one time to the next. It knows keys and properties, not
 * what they mean.
 */
#pragma once

#include <gio/gio.h>

typedef struct Preferences Preferences;

/* FOLDER has their description (a GSettings schema, compiled); NULL: wherever this program has it. Where there is none,
 * nothing is remembered, and all stays as it is. */
Preferences *preferences_new (const char *folder);
void preferences_free (Preferences *preferences);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Preferences, preferences_free)

/* Whether anything is remembered. */
gboolean preferences_are_kept (const Preferences *preferences);

/* KEY was decided otherwise for this time: it is neither read nor kept. */
void preferences_leave_out (Preferences *preferences, const char *key);

/* Gives PROPERTY of OBJECT the value of KEY, and keeps KEY as the property is, as long as OBJECT lives. A key that an
 * older description lacks is not remembered. */
void preferences_bind (Preferences *preferences, const char *key, gpointer object, const char *property);
