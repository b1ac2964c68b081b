/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/launch.h"

#include <gtk/gtk.h>
#include <unistd.h>

static const char nothing[] = "mailflow: 1\n"
                              "title: Mailflow\n"
                              "domains:\n"
                              "  example.com:\n"
                              "    users:\n"
                              "      alice: {password: wonderland, reads: imap}\n"
                              "messages: []\n";

/* The desktop hands a token to what it starts, for the window to be put in front with, which the toolkit takes out of the
 * environment before anybody else sees it; or GIO notes whom it started. */
gboolean
launch_is_by_desktop (void)
{
  const char *started = g_getenv ("GIO_LAUNCHED_DESKTOP_FILE_PID");

  if (!gtk_init_check ())
    return FALSE;
  if (gdk_display_get_startup_notification_id (gdk_display_get_default ()) != NULL)
    return TRUE;
  return started != NULL && g_ascii_strtoll (started, NULL, 10) == getpid ();
}

Player *
launch_open_nothing (void)
{
  g_autoptr (GError) error = NULL;
  Player *player = player_open ("first-delivery", NULL);

  if (player == NULL)
    player = player_new (run_open_text ("nothing", nothing, &error));
  return player;
}
