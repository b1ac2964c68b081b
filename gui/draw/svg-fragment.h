/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * svg-fragment: what Cairo draws, as SVG elements to be put into a document; texts stay texts (svg-text).
 */
#pragma once

#include "gui/draw/svg-text.h"

typedef void (*SvgFragmentDraw) (cairo_t *cr, gconstpointer user);

/* Appends what DRAW draws within WIDTH × HEIGHT, its texts in front. Identifiers in it begin with PREFIX, to be unique
 * in the document, which must know the name space xlink. FALSE where Cairo could not. */
gboolean svg_fragment_append (GString *out, double width, double height, const char *prefix, SvgFragmentDraw draw, gconstpointer user);

/* A whole document of one. */
gboolean svg_fragment_write_document (GString *out, double width, double height, SvgFragmentDraw draw, gconstpointer user);
