/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "gui/view/pane-share.h"

struct _PaneShare
{
  GtkWidget parent_instance;

  GtkWidget *paned;
  double share;
  double second_part; /* 0: the toolkit decides */
  int second_least, second_most;
  int placed_for; /* the size that the position belongs to */
  gboolean stale; /* it is to be placed anew, whatever the size */
  gboolean placing;
};

G_DEFINE_TYPE (PaneShare, pane_share, GTK_TYPE_WIDGET)

enum
{
  PROPERTY_NONE,
  PROPERTY_SHARE,
  PROPERTY_PANED,
  PROPERTIES_COUNT,
};

static GParamSpec *properties[PROPERTIES_COUNT];

/* -1: wherever the toolkit wants it. */
static int
wanted_position (const PaneShare *pane, int size)
{
  if (pane->share > 0)
    return (int) (pane->share * size + 0.5);
  if (pane->second_part > 0)
    return size - CLAMP ((int) (pane->second_part * size), pane->second_least, pane->second_most);
  return -1;
}

/* Somebody has moved it, and not the toolkit, which does so too when the size is another, or one side has no room. */
static void
on_position (PaneShare *pane)
{
  GtkPaned *paned = GTK_PANED (pane->paned);
  int position = gtk_paned_get_position (paned), wanted = wanted_position (pane, pane->placed_for), least, most;

  if (pane->placing || pane->placed_for == 0 || !gtk_widget_get_mapped (GTK_WIDGET (paned)))
    return;
  g_object_get (paned, "min-position", &least, "max-position", &most, NULL);
  if (wanted >= 0 && ABS (CLAMP (wanted, least, most) - position) <= 1)
    return;
  pane->share = CLAMP ((double) position / pane->placed_for, 0.01, 0.99);
  g_object_notify_by_pspec (G_OBJECT (pane), properties[PROPERTY_SHARE]);
}

static GtkSizeRequestMode
pane_share_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (MAILFLOW_PANE_SHARE (widget)->paned);
}

static void
pane_share_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (MAILFLOW_PANE_SHARE (widget)->paned, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
}

/* What the paned, which adapts its position to its size, is to have before, so that it becomes WANTED. */
static int
position_before (const PaneShare *pane, int wanted, int size)
{
  gboolean first = gtk_paned_get_resize_start_child (GTK_PANED (pane->paned)), second = gtk_paned_get_resize_end_child (GTK_PANED (pane->paned));

  if (pane->placed_for == 0 || first == FALSE)
    return wanted;
  return second ? (int) ((double) wanted * pane->placed_for / size + 0.5) : wanted - (size - pane->placed_for);
}

static gboolean
is_placed (const PaneShare *pane, int wanted)
{
  int least, most;

  g_object_get (pane->paned, "min-position", &least, "max-position", &most, NULL);
  return wanted < 0 || ABS (gtk_paned_get_position (GTK_PANED (pane->paned)) - CLAMP (wanted, least, most)) <= 1;
}

/* Where it can be helped, the sides get their sizes once: a text that is first made too narrow asks for another size when the
 * frame is already being painted. */
static void
place (PaneShare *pane, int size, int width, int height, int baseline)
{
  GtkPaned *paned = GTK_PANED (pane->paned);
  int wanted = wanted_position (pane, size);

  if (wanted >= 0)
    gtk_paned_set_position (paned, position_before (pane, wanted, size));
  gtk_widget_allocate (pane->paned, width, height, baseline, NULL);
  if (is_placed (pane, wanted))
    return;
  gtk_paned_set_position (paned, wanted);
  gtk_widget_allocate (pane->paned, width, height, baseline, NULL);
}

static void
pane_share_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PaneShare *pane = MAILFLOW_PANE_SHARE (widget);
  gboolean across = gtk_orientable_get_orientation (GTK_ORIENTABLE (pane->paned)) == GTK_ORIENTATION_HORIZONTAL;
  int size = across ? width : height;

  pane->placing = TRUE;
  if (size != pane->placed_for || pane->stale)
    place (pane, size, width, height, baseline);
  else
    gtk_widget_allocate (pane->paned, width, height, baseline, NULL);
  gtk_widget_allocate (pane->paned, width, height, baseline, NULL); /* whoever asked for another size meanwhile gets it: GTK would take it for done */
  pane->placed_for = size;
  pane->stale = FALSE;
  pane->placing = FALSE;
}

static void
pane_share_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_double (value, MAILFLOW_PANE_SHARE (object)->share);
}

static void
set_share (PaneShare *pane, double share)
{
  if (pane->share == share)
    return;
  pane->share = share;
  pane->stale = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (pane));
  g_object_notify_by_pspec (G_OBJECT (pane), properties[PROPERTY_SHARE]);
}

static void
set_paned (PaneShare *pane, GtkWidget *paned)
{
  pane->paned = paned;
  gtk_widget_set_parent (paned, GTK_WIDGET (pane));
  g_signal_connect_object (paned, "notify::position", G_CALLBACK (on_position), pane, G_CONNECT_SWAPPED);
}

static void
pane_share_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  if (id == PROPERTY_SHARE)
    set_share (MAILFLOW_PANE_SHARE (object), g_value_get_double (value));
  else
    set_paned (MAILFLOW_PANE_SHARE (object), g_value_get_object (value));
}

static void
pane_share_dispose (GObject *object)
{
  PaneShare *pane = MAILFLOW_PANE_SHARE (object);

  g_clear_pointer (&pane->paned, gtk_widget_unparent);
  G_OBJECT_CLASS (pane_share_parent_class)->dispose (object);
}

static void
pane_share_class_init (PaneShareClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = pane_share_dispose;
  object_class->get_property = pane_share_get_property;
  object_class->set_property = pane_share_set_property;
  properties[PROPERTY_SHARE] = g_param_spec_double ("share", NULL, NULL, 0, 1, 0, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROPERTY_PANED] = g_param_spec_object ("paned", NULL, NULL, GTK_TYPE_PANED, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, PROPERTIES_COUNT, properties);
  widget_class->get_request_mode = pane_share_get_request_mode;
  widget_class->measure = pane_share_measure;
  widget_class->size_allocate = pane_share_size_allocate;
}

static void
pane_share_init (PaneShare *pane)
{
}

void
pane_share_set_second (PaneShare *pane, double part, int least, int most)
{
  pane->second_part = part;
  pane->second_least = least;
  pane->second_most = most;
  pane->stale = TRUE;
  gtk_widget_queue_allocate (GTK_WIDGET (pane));
}
