/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/gui/x-keys.h"

#include <X11/Xlib.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>
#include <stdlib.h>

struct XKeys
{
  Display *display;
};

XKeys *
x_keys_new (void)
{
  Display *display = XOpenDisplay (NULL);
  int event, error, major, minor;
  XKeys *keys;

  if (display == NULL)
    return NULL;
  if (!XTestQueryExtension (display, &event, &error, &major, &minor))
    {
      XCloseDisplay (display);
      return NULL;
    }
  keys = malloc (sizeof *keys);
  keys->display = display;
  XTestFakeMotionEvent (display, -1, DisplayWidth (display, 0) / 2, DisplayHeight (display, 0) / 3, CurrentTime);
  XFlush (display);
  return keys;
}

void
x_keys_free (XKeys *keys)
{
  XCloseDisplay (keys->display);
  free (keys);
}

void
x_keys_press (XKeys *keys, const char *name, int shifted)
{
  KeyCode shift = XKeysymToKeycode (keys->display, XK_Shift_L), key = XKeysymToKeycode (keys->display, XStringToKeysym (name));

  if (shifted)
    XTestFakeKeyEvent (keys->display, shift, True, CurrentTime);
  XTestFakeKeyEvent (keys->display, key, True, CurrentTime);
  XTestFakeKeyEvent (keys->display, key, False, CurrentTime);
  if (shifted)
    XTestFakeKeyEvent (keys->display, shift, False, CurrentTime);
  XFlush (keys->display);
}

void
x_keys_hold (XKeys *keys, const char *name, int held)
{
  XTestFakeKeyEvent (keys->display, XKeysymToKeycode (keys->display, XStringToKeysym (name)), held, CurrentTime);
  XFlush (keys->display);
}

void
x_keys_move (XKeys *keys, int x, int y)
{
  XTestFakeMotionEvent (keys->display, -1, x, y, CurrentTime);
  XFlush (keys->display);
}

void
x_keys_button (XKeys *keys, unsigned button, int held)
{
  XTestFakeButtonEvent (keys->display, button, held, CurrentTime);
  XFlush (keys->display);
}
