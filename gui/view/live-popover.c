/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/live-popover.h"

enum
{
  FEW_ACCOUNTS = 4,
};

struct _LivePopover
{
  GtkPopover parent_instance;

  LiveSession *session;
  char *file;
  gboolean following; /* the switch is set to what the session is */
  GtkWidget *toggle, *status, *complaint, *details, *gates, *accounts_page, *accounts;
};

G_DEFINE_TYPE (LivePopover, live_popover, GTK_TYPE_POPOVER)

static const struct
{
  const char *service, *purpose;
} purposes[] = {
  { "submission", "Send mail (SMTP)" },
  { "imap", "Read mail (IMAP)" },
  { "pop3", "Read mail (POP3)" },
  { "smtp", "Be another server (SMTP)" },
  { "dns", "Look up names (DNS)" },
};

static void
live_popover_dispose (GObject *object)
{
  LivePopover *popover = MAILFLOW_LIVE_POPOVER (object);

  if (popover->session != NULL)
    g_signal_handlers_disconnect_by_data (popover->session, popover);
  g_clear_object (&popover->session);
  g_clear_pointer (&popover->file, g_free);
  G_OBJECT_CLASS (live_popover_parent_class)->dispose (object);
}

static void
clear_grid (GtkWidget *grid)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (grid)) != NULL)
    gtk_grid_remove (GTK_GRID (grid), child);
}

/* Cells from the left, as many as there are WORDS. */
static void
add_row (GtkWidget *grid, int row, const char *class, const char *const *words)
{
  for (int column = 0; words[column] != NULL; column++)
    {
      GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words[column], "xalign", 0.0f, NULL);

      gtk_widget_add_css_class (label, class);
      gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
    }
}

static const char *
purpose_of (const LiveGate *gate)
{
  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++)
    if (g_str_equal (purposes[i].service, gate->service))
      return purposes[i].purpose;
  return gate->service;
}

static void
add_gate (GtkWidget *grid, int row, const LiveGate *gate)
{
  g_autofree char *port = gate->port == 0 ? g_strdup ("any free one") : g_strdup_printf ("%u", gate->port);
  g_autofree char *leads = g_strdup_printf ("%s, port %u", gate->host, gate->host_port);

  add_row (grid, row, "live-value", (const char *const[]){ purpose_of (gate), "127.0.0.1", port, leads, NULL });
}

static void
fill_gates (LivePopover *popover)
{
  const GPtrArray *gates = live_session_get_gates (popover->session);

  clear_grid (popover->gates);
  add_row (popover->gates, 0, "live-head", (const char *const[]){ "What for", "Server", "Port", "Leads to", NULL });
  for (guint i = 0; i < gates->len; i++)
    add_gate (popover->gates, (int) i + 1, g_ptr_array_index (gates, i));
}

static void
fill_accounts (LivePopover *popover)
{
  const GPtrArray *accounts = live_session_get_accounts (popover->session);

  g_object_set (popover->accounts_page, "vscrollbar-policy", accounts->len > FEW_ACCOUNTS ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER, NULL);
  clear_grid (popover->accounts);
  add_row (popover->accounts, 0, "live-head", (const char *const[]){ "Address", "User name", "Password", NULL });
  for (guint i = 0; i < accounts->len; i++)
    {
      const LiveAccount *account = g_ptr_array_index (accounts, i);

      add_row (popover->accounts, (int) i + 1, "live-value", (const char *const[]){ account->address, account->user, account->password, NULL });
    }
}

static void
complain (LivePopover *popover, const char *words)
{
  gtk_label_set_text (GTK_LABEL (popover->complaint), words == NULL ? "" : words);
  gtk_widget_set_visible (popover->complaint, words != NULL);
}

static char *
describe (LiveSession *session)
{
  guint visitors = live_session_count_visitors (session);

  if (!live_session_get_open (session))
    return g_strdup ("Closed. Opening it begins a new run, which follows the clock.");
  if (visitors == 0)
    return g_strdup ("Open: set up a mail program as below, and watch the map.");
  return g_strdup_printf ("Open: %u connection%s from real programs now.", visitors, visitors == 1 ? "" : "s");
}

static void
show_status (LivePopover *popover)
{
  g_autofree char *words = describe (popover->session);

  gtk_label_set_text (GTK_LABEL (popover->status), words);
}

static void
set_toggle (LivePopover *popover)
{
  popover->following = TRUE;
  gtk_switch_set_active (GTK_SWITCH (popover->toggle), live_session_get_open (popover->session));
  popover->following = FALSE;
}

static void
show_session (LivePopover *popover)
{
  gboolean any = live_session_get_gates (popover->session)->len > 0;

  set_toggle (popover);
  show_status (popover);
  fill_gates (popover);
  fill_accounts (popover);
  gtk_widget_set_visible (popover->details, any);
  gtk_widget_set_visible (popover->status, any);
  gtk_widget_set_sensitive (popover->toggle, any);
}

/* What would be opened now: ports may have been taken or become free. */
static void
plan (LivePopover *popover)
{
  g_autoptr (GError) error = NULL;

  complain (popover, NULL);
  if (popover->file == NULL)
    complain (popover, "This is the trace of an earlier run. Only the world of a scenario can be opened: choose a lesson first.");
  else if (!live_session_plan (popover->session, popover->file, &error))
    complain (popover, error->message);
  show_session (popover);
  if (popover->file == NULL)
    {
      gtk_widget_set_visible (popover->details, FALSE);
      gtk_widget_set_visible (popover->status, FALSE);
      gtk_widget_set_sensitive (popover->toggle, FALSE);
    }
}

static void
on_shown (LivePopover *popover)
{
  if (!live_session_get_open (popover->session))
    plan (popover);
}

static void
open_session (LivePopover *popover)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (live_session_open (popover->session, &error))
    return;
  plan (popover);
  words = g_strdup_printf ("It could not be opened: %s", error->message);
  complain (popover, words);
}

static void
on_toggled (LivePopover *popover)
{
  if (popover->following)
    return;
  complain (popover, NULL);
  if (gtk_switch_get_active (GTK_SWITCH (popover->toggle)))
    open_session (popover);
  else
    live_session_close (popover->session);
}

static void
live_popover_class_init (LivePopoverClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = live_popover_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/mailflow/Mailflow/live-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, LivePopover, toggle);
  gtk_widget_class_bind_template_child (widget_class, LivePopover, status);
  gtk_widget_class_bind_template_child (widget_class, LivePopover, complaint);
  gtk_widget_class_bind_template_child (widget_class, LivePopover, details);
  gtk_widget_class_bind_template_child (widget_class, LivePopover, gates);
  gtk_widget_class_bind_template_child (widget_class, LivePopover, accounts_page);
  gtk_widget_class_bind_template_child (widget_class, LivePopover, accounts);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
live_popover_init (LivePopover *popover)
{
  gtk_widget_init_template (GTK_WIDGET (popover));
}

void
live_popover_set_session (LivePopover *popover, LiveSession *session)
{
  popover->session = g_object_ref (session);
  g_signal_connect_swapped (session, "notify::open", G_CALLBACK (show_session), popover);
  g_signal_connect_swapped (session, "notify::visitors", G_CALLBACK (show_status), popover);
}

void
live_popover_set_file (LivePopover *popover, const char *file)
{
  g_free (popover->file);
  popover->file = g_strdup (file);
}
