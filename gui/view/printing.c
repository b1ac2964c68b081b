/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/printing.h"

#include "gui/draw/handout.h"
#include "gui/draw/text-box.h"

enum
{
  MOST_EVENTS = 8000, /* some 200 pages, which are laid out before the first is printed */
};

/* Points at the foot of each page, for its number. */
static const double foot = 20, number_size = 9;

typedef struct
{
  Player *player;
  PrintingMatter matter;
  GPtrArray *pages; /* HandoutPage *; NULL: the paper is not known yet */
} Printing;

static void
printing_free (gpointer data)
{
  Printing *printing = data;

  g_clear_pointer (&printing->pages, g_ptr_array_unref);
  g_object_unref (printing->player);
  g_free (printing);
}

static GPtrArray *
make_pages (const Printing *printing, double short_side, double long_side)
{
  const Trace *trace = player_get_trace (printing->player);
  guint count = trace_count (trace);

  if (printing->matter == PRINTING_WORKSHEET)
    {
      g_autoptr (Worksheet) worksheet = worksheet_new (trace, count, 0);

      return handout_worksheet (worksheet, short_side, long_side);
    }
  else
    {
      g_autoptr (Ladder) ladder = ladder_new (trace, count, 0);

      return handout_ladder (ladder, short_side, long_side);
    }
}

static void
on_begin (GtkPrintOperation *operation, GtkPrintContext *context, Printing *printing)
{
  double width = gtk_print_context_get_width (context), height = gtk_print_context_get_height (context);

  printing->pages = make_pages (printing, MIN (width, height) - foot, MAX (width, height) - foot);
  gtk_print_operation_set_n_pages (operation, (int) printing->pages->len);
}

static void
on_page_setup (GtkPrintOperation *operation, GtkPrintContext *context, int number, GtkPageSetup *setup, Printing *printing)
{
  const HandoutPage *page = g_ptr_array_index (printing->pages, (guint) number);

  gtk_page_setup_set_orientation (setup, page->lengthwise ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);
}

static void
on_page (GtkPrintOperation *operation, GtkPrintContext *context, int number, Printing *printing)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context), height = gtk_print_context_get_height (context);
  g_autofree char *words = g_strdup_printf ("%d / %u", number + 1, printing->pages->len);
  const TextBox box = { words, number_size, FALSE, 0 };

  handout_draw (g_ptr_array_index (printing->pages, (guint) number), cr, width, height - foot);
  text_box_draw (cr, &box, width / 2, height - number_size * 1.5, 0.5, palette_get (FALSE)->dim);
}

char *
printing_refuse (Player *player)
{
  guint count = stops_count (player_get_stops (player));

  if (count <= MOST_EVENTS)
    return NULL;
  return g_strdup_printf ("This run has %u events, and at most %d are printed. One message of it can be made a picture, or a worksheet: mailflow export, with --message.", count, MOST_EVENTS);
}

GtkPrintOperation *
printing_new (Player *player, PrintingMatter matter)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  Printing *printing = g_new0 (Printing, 1);

  printing->player = g_object_ref (player);
  printing->matter = matter;
  g_object_set_data_full (G_OBJECT (operation), "printing", printing, printing_free);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, run_get_title (player_get_run (player)));
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin), printing);
  g_signal_connect (operation, "request-page-setup", G_CALLBACK (on_page_setup), printing);
  g_signal_connect (operation, "draw-page", G_CALLBACK (on_page), printing);
  return operation;
}

typedef struct
{
  GtkWindow *window; /* NULL: it is gone */
  PrintingComplaint complain;
} Listener;

static void
listener_free (gpointer data, GClosure *closure)
{
  Listener *listener = data;

  g_clear_weak_pointer (&listener->window);
  g_free (listener);
}

static void
on_done (GtkPrintOperation *operation, GtkPrintOperationResult result, Listener *listener)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || listener->window == NULL)
    return;
  gtk_print_operation_get_error (operation, &error);
  words = g_strdup_printf ("It was not printed: %s", error->message);
  listener->complain (listener->window, words);
}

void
printing_run (GtkPrintOperation *operation, GtkPrintOperationAction action, GtkWindow *window, PrintingComplaint complain)
{
  Listener *listener = g_new0 (Listener, 1);

  g_set_weak_pointer (&listener->window, window);
  listener->complain = complain;
  g_signal_connect_data (operation, "done", G_CALLBACK (on_done), listener, listener_free, 0);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_run (operation, action, window, NULL); /* "done" comes in any case */
}
