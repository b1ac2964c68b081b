/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * transfer-encoding: undoes what Content-Transfer-Encoding names (RFC 2045 6). It takes what is
 * broken as far as it goes.
 */
#pragma once

#include <glib.h>

/* ENCODING may be NULL, for 7bit. NULL where it isn't known. */
GBytes *transfer_encoding_decode (const char *encoding, GBytes *bytes);
