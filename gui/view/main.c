/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/application.h"

int
main (int argc, char **argv)
{
  return application_run (argc, argv);
}
