/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * mime-start: starts GMime where it is first needed; it must not be used before.
 */
#pragma once

void mime_start (void);
