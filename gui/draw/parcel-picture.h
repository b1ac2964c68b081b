/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * parcel-picture: draws parcels and the labels beside them, around the origin.
 */
#pragma once

#include "gui/draw/parcel.h"

/* A context of no extent, to measure text in. */
cairo_t *parcel_picture_measuring (void);

/* Half the width and height of what is drawn around the origin, outlines included. */
void parcel_picture_measure (cairo_t *cr, const Parcel *parcel, double *half_width, double *half_height);
void parcel_picture_draw (cairo_t *cr, const Parcel *parcel, const Palette *palette);

/* The same for the label; 0 where there is none. */
void parcel_picture_measure_label (cairo_t *cr, const Parcel *parcel, double *half_width, double *half_height);
void parcel_picture_draw_label (cairo_t *cr, const Parcel *parcel, const Palette *palette);
