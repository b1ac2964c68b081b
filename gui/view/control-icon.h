/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * control-icon: the signs on the transport's buttons, drawn here, so that they look the same under
 * every icon theme, and without one.
 */
#pragma once

#include <gtk/gtk.h>

typedef enum
{
  CONTROL_START,
  CONTROL_STEP_BACK,
  CONTROL_PLAY,
  CONTROL_PAUSE,
  CONTROL_STEP,
  CONTROL_HOP,
  CONTROL_END,
  CONTROL_MENU,
  CONTROL_LISTS,
  CONTROL_FILTER,
} ControlSign;

#define CONTROL_ICON_TYPE (control_icon_get_type ())
G_DECLARE_FINAL_TYPE (ControlIcon, control_icon, MAILFLOW, CONTROL_ICON, GtkWidget)

GtkWidget *control_icon_new (ControlSign sign);
void control_icon_set_sign (ControlIcon *icon, ControlSign sign);
