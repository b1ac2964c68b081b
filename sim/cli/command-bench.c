/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/cli/command.h"

CommandStatus
command_bench (int argc, char **argv)
{
  return COMMAND_UNUSABLE;
}
