/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * x-keys: presses keys as a person would, by the X server's XTEST. It keeps to itself, since the names
 * of the X library clash with ours.
 */
#pragma once

typedef struct XKeys XKeys;

/* NULL where this can't be done. Puts the pointer over the middle of the screen: without a window
 * manager, keys go where the pointer is. */
XKeys *x_keys_new (void);
void x_keys_free (XKeys *keys);
/* NAME as in "Right" or "period"; SHIFTED with the shift key held. */
void x_keys_press (XKeys *keys, const char *name, int shifted);
