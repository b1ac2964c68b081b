/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * x-keys: presses keys, and moves and presses the pointer, as a person would, by the X server's XTEST. It keeps to itself, since the names
 * of the X library clash with ours.
 */
#pragma once

typedef struct XKeys XKeys;

/* NULL where this can't be done. Puts the pointer over the middle of the screen: without a window
 * manager, keys go where the pointer is. */
XKeys *x_keys_new (void);
void x_keys_free (XKeys *keys);
/* Down while HELD. */
void x_keys_hold (XKeys *keys, const char *name, int held);
/* Of the screen. */
void x_keys_move (XKeys *keys, int x, int y);
/* 1: the usual; 4, 5: the wheel, up and down. */
void x_keys_button (XKeys *keys, unsigned button, int held);
/* NAME as in "Right" or "period"; SHIFTED with the shift key held. */
void x_keys_press (XKeys *keys, const char *name, int shifted);
