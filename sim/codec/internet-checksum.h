/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * internet-checksum: the checksum of IPv4, TCP and UDP (RFC 1071). It knows no header.
 */
#pragma once

#include <glib.h>

/* SUM and BYTES, taken as 16-bit words; an odd last byte counts as the upper half of one. Begin with 0. */
guint64 internet_checksum_add (guint64 sum, const guint8 *bytes, gsize length);
/* What is to stand in the header, where the checksum counted as 0; 0 where a right checksum was counted in. */
guint16 internet_checksum_end (guint64 sum);
