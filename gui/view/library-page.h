/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * library-page: the first page: the scenarios that come with the program, by level, each with its picture and a sentence;
 * a search; and files. What is chosen is opened by the action "win.open-named".
 */
#pragma once

#include <gtk/gtk.h>

#define LIBRARY_PAGE_TYPE (library_page_get_type ())
G_DECLARE_FINAL_TYPE (LibraryPage, library_page, MAILFLOW, LIBRARY_PAGE, GtkBox)

/* Puts the keyboard into the search, which is empty then. */
void library_page_begin (LibraryPage *page);
/* The colours of the pictures have changed. */
void library_page_set_palette (LibraryPage *page);
