/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/transport.h"

#include "gui/view/control-icon.h"

#include <math.h>

struct _Transport
{
  GtkBox parent_instance;

  Player *player;
  GtkWidget *play, *play_icon, *speed;
  gboolean following; /* it is the player's speed that is shown, whether it is one of these or not */
};

static void implement_player_view (PlayerViewInterface *interface);

G_DEFINE_TYPE_WITH_CODE (Transport, transport, GTK_TYPE_BOX, G_IMPLEMENT_INTERFACE (PLAYER_VIEW_TYPE, implement_player_view))

static const double speeds[] = { 0.125, 0.25, 0.5, 1, 2, 4, 8, 16 };
static const char *const speed_names[] = { "⅛×", "¼×", "½×", "1×", "2×", "4×", "8×", "16×", NULL };

static void
forget_player (Transport *transport)
{
  if (transport->player != NULL)
    g_signal_handlers_disconnect_by_data (transport->player, transport);
  g_clear_object (&transport->player);
}

static void
transport_dispose (GObject *object)
{
  forget_player (MAILFLOW_TRANSPORT (object));
  G_OBJECT_CLASS (transport_parent_class)->dispose (object);
}

static void
transport_class_init (TransportClass *class)
{
  G_OBJECT_CLASS (class)->dispose = transport_dispose;
}

static GtkWidget *
add_button (Transport *transport, ControlSign sign, const char *action, const char *name, const char *tip)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "child", control_icon_new (sign), "action-name", action, "tooltip-text", tip,
                                    "focus-on-click", FALSE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (transport), button);
  return button;
}

static void
on_speed_picked (Transport *transport)
{
  guint picked = gtk_drop_down_get_selected (GTK_DROP_DOWN (transport->speed));

  if (!transport->following && transport->player != NULL && picked < G_N_ELEMENTS (speeds))
    player_set_speed (transport->player, speeds[picked]);
}

static void
add_speed (Transport *transport)
{
  transport->speed = gtk_drop_down_new_from_strings (speed_names);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (transport->speed), 3);
  gtk_widget_set_tooltip_text (transport->speed, "Speed of the presentation (+ and −)");
  gtk_accessible_update_property (GTK_ACCESSIBLE (transport->speed), GTK_ACCESSIBLE_PROPERTY_LABEL, "Speed", -1);
  g_signal_connect_swapped (transport->speed, "notify::selected", G_CALLBACK (on_speed_picked), transport);
  gtk_box_append (GTK_BOX (transport), transport->speed);
}

static void
transport_init (Transport *transport)
{
  gtk_box_set_spacing (GTK_BOX (transport), 3);
  add_button (transport, CONTROL_START, "win.start", "To the start", "To the start (Home)");
  add_button (transport, CONTROL_STEP_BACK, "win.step-back", "Step back", "One step back (←, Page Up)");
  transport->play = add_button (transport, CONTROL_PLAY, "win.play", "Play", "Play or pause (Space)");
  transport->play_icon = gtk_button_get_child (GTK_BUTTON (transport->play));
  gtk_widget_add_css_class (transport->play, "suggested-action");
  add_button (transport, CONTROL_STEP, "win.step", "Step forward", "One step forward (→, Page Down)");
  add_button (transport, CONTROL_HOP, "win.hop", "Next hop", "Next hop (Shift+→)");
  add_button (transport, CONTROL_END, "win.end", "To the end", "To the end (End)");
  add_speed (transport);
}

static void
on_playing_changed (Transport *transport)
{
  gboolean playing = player_get_playing (transport->player);

  control_icon_set_sign (MAILFLOW_CONTROL_ICON (transport->play_icon), playing ? CONTROL_PAUSE : CONTROL_PLAY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (transport->play), GTK_ACCESSIBLE_PROPERTY_LABEL, playing ? "Pause" : "Play", -1);
}

static void
on_speed_changed (Transport *transport)
{
  guint nearest = 0;

  for (guint i = 1; i < G_N_ELEMENTS (speeds); i++)
    if (fabs (log (speeds[i] / player_get_speed (transport->player))) < fabs (log (speeds[nearest] / player_get_speed (transport->player))))
      nearest = i;
  transport->following = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (transport->speed), nearest);
  transport->following = FALSE;
}

static void
transport_set_player (PlayerView *player_view, Player *player)
{
  Transport *transport = MAILFLOW_TRANSPORT (player_view);

  forget_player (transport);
  transport->player = g_object_ref (player);
  g_signal_connect_swapped (player, "notify::playing", G_CALLBACK (on_playing_changed), transport);
  g_signal_connect_swapped (player, "notify::speed", G_CALLBACK (on_speed_changed), transport);
  on_playing_changed (transport);
  on_speed_changed (transport);
}

static void
implement_player_view (PlayerViewInterface *interface)
{
  interface->set_player = transport_set_player;
}
