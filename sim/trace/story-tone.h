/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * story-tone: whether a record is good news or bad: what colours are chosen by, wherever records are shown.
 */
#pragma once

#include "sim/trace/trace-kind.h"

typedef enum
{
  STORY_TONE_PLAIN,
  STORY_TONE_QUIET, /* a line of dialogue, a question, an answer */
  STORY_TONE_GOOD,
  STORY_TONE_WAIT, /* not now: 4xx, deferred */
  STORY_TONE_BAD,
} StoryTone;

StoryTone story_tone (const TraceRecord *record);
