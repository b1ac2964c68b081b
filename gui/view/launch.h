/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * launch: who started the program, and what its window stands on where there is no run to be shown.
 */
#pragma once

#include "gui/model/player.h"

/* Whether the desktop did, for an icon or a file that somebody clicked: then nobody reads standard error. The toolkit is started
 * for this; FALSE where there is no display. */
gboolean launch_is_by_desktop (void);
/* Of the first lesson; where there are none, of a world in which nothing happens. */
Player *launch_open_nothing (void);
