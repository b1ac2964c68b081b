/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/export/output-set.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *path;
  char *stage;       /* where it is made */
  gboolean in_place; /* PATH is written to, never replaced */
} Output;

struct OutputSet
{
  gboolean force;
  GPtrArray *claimed; /* char *: files that a form was promised */
  GPtrArray *folders; /* char *: made by us, not yet kept */
  GPtrArray *outputs; /* Output * */
  OutputProgress progress;
  gpointer user;
};

/* The set whose files go when the program is stopped; changed only while signals are held back. */
static OutputSet *guarded;

static const int ending_signals[] = { SIGHUP, SIGINT, SIGTERM };

static void
hold_signals (sigset_t *before)
{
  sigset_t held;

  sigemptyset (&held);
  for (guint i = 0; i < G_N_ELEMENTS (ending_signals); i++)
    sigaddset (&held, ending_signals[i]);
  sigprocmask (SIG_BLOCK, &held, before);
}

static void
release_signals (const sigset_t *before)
{
  sigprocmask (SIG_SETMASK, before, NULL);
}

/* Only calls that a signal may interrupt anything with (signal-safety(7)). */
static void
on_signal (int number)
{
  for (guint i = 0; guarded != NULL && i < guarded->outputs->len; i++)
    {
      const Output *output = g_ptr_array_index (guarded->outputs, i);

      if (output->stage != NULL)
        unlink (output->stage);
    }
  for (guint i = guarded == NULL ? 0 : guarded->folders->len; i > 0; i--)
    rmdir (g_ptr_array_index (guarded->folders, i - 1));
  raise (number); /* the handler is gone by now (SA_RESETHAND) */
}

/* A signal that is ignored, as by nohup, stays so. */
static void
guard (OutputSet *set)
{
  struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESETHAND }, old;

  guarded = set;
  for (guint i = 0; i < G_N_ELEMENTS (ending_signals); i++)
    if (sigaction (ending_signals[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
      sigaction (ending_signals[i], &action, NULL);
}

static void
output_free (gpointer data)
{
  Output *output = data;

  if (output->stage != NULL)
    g_unlink (output->stage);
  g_free (output->stage);
  g_free (output->path);
  g_free (output);
}

OutputSet *
output_set_new (gboolean force)
{
  OutputSet *set = g_new0 (OutputSet, 1);

  set->force = force;
  set->claimed = g_ptr_array_new_with_free_func (g_free);
  set->folders = g_ptr_array_new_with_free_func (g_free);
  set->outputs = g_ptr_array_new_with_free_func (output_free);
  guard (set);
  return set;
}

void
output_set_free (OutputSet *set)
{
  sigset_t before;

  hold_signals (&before);
  guarded = NULL;
  g_ptr_array_unref (set->outputs);
  for (guint i = set->folders->len; i > 0; i--)
    g_rmdir (g_ptr_array_index (set->folders, i - 1));
  g_ptr_array_unref (set->folders);
  g_ptr_array_unref (set->claimed);
  g_free (set);
  release_signals (&before);
}

void
output_set_on_progress (OutputSet *set, OutputProgress progress, gpointer user)
{
  set->progress = progress;
  set->user = user;
}

void
output_set_tell_progress (OutputSet *set, const char *path, double part)
{
  if (set->progress != NULL)
    set->progress (set->user, path, part);
}

static gboolean
fail (GError **error, int code, const char *text)
{
  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (code), text);
  return FALSE;
}

static gboolean
fail_errno (GError **error, int code)
{
  return fail (error, code, g_strerror (code));
}

static gboolean
is_standard_output (const char *path)
{
  return strcmp (path, "-") == 0;
}

/* A pipe, a terminal, /dev/null: what must be written to, never replaced. */
static gboolean
is_written_in_place (const char *path)
{
  return is_standard_output (path) || (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_REGULAR));
}

/* PATH, or the file that it leads to as a link. */
static char *
follow (const char *path)
{
  char *target = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? realpath (path, NULL) : NULL;
  char *followed = g_strdup (target != NULL ? target : path);

  free (target);
  return followed;
}

static gboolean
is_empty_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) == NULL;
}

static gboolean
claim_folder (const OutputSet *set, const char *path, GError **error)
{
  if (is_standard_output (path))
    return fail (error, EINVAL, "expected a folder: this form has several files");
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail (error, ENOTDIR, "expected a folder, and this is a file");
  if (!set->force && !is_empty_folder (path))
    return fail (error, EEXIST, "is there already, and is not empty; --force writes into it");
  return TRUE;
}

static gboolean
claim_file (OutputSet *set, const char *path, GError **error)
{
  if (g_ptr_array_find_with_equal_func (set->claimed, path, g_str_equal, NULL))
    return fail (error, EINVAL, "was asked for twice");
  g_ptr_array_add (set->claimed, g_strdup (path));
  if (is_standard_output (path))
    return TRUE;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return fail (error, EISDIR, "expected a file, and this is a folder");
  if (!set->force && g_file_test (path, G_FILE_TEST_EXISTS) && g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return fail (error, EEXIST, "is there already; --force replaces it");
  return TRUE;
}

gboolean
output_set_claim (OutputSet *set, const char *path, gboolean folder, GError **error)
{
  if (*path == '\0')
    return fail (error, EINVAL, "expected a name");
  return folder ? claim_folder (set, path, error) : claim_file (set, path, error);
}

/* A new file where PATH will be, so that it can be moved there; for what is written in place, anywhere. */
static char *
make_stage (const char *path, gboolean in_place, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_strdup_printf (".%s.XXXXXX", in_place ? "mailflow" : base);
  g_autofree char *stage = g_build_filename (in_place ? g_get_tmp_dir () : folder, name, NULL);
  int file = g_mkstemp_full (stage, O_RDWR | O_CLOEXEC, 0666);

  if (file < 0)
    {
      fail_errno (error, errno);
      return NULL;
    }
  close (file);
  return g_steal_pointer (&stage);
}

const char *
output_set_stage (OutputSet *set, const char *path, GError **error)
{
  Output *output = g_new0 (Output, 1);
  sigset_t before;

  output->path = follow (path);
  output->in_place = is_written_in_place (path);
  hold_signals (&before);
  output->stage = make_stage (output->path, output->in_place, error);
  g_ptr_array_add (set->outputs, output);
  release_signals (&before);
  return output->stage;
}

static gboolean
write_all (int file, const char *bytes, gsize length, GError **error)
{
  for (gsize done = 0; done < length;)
    {
      gssize count = write (file, bytes + done, length - done);

      if (count < 0 && errno != EINTR)
        return fail_errno (error, errno);
      done += (gsize) MAX (count, 0);
    }
  return TRUE;
}

static gboolean
write_file (const char *path, int flags, const void *bytes, gsize length, GError **error)
{
  int file = g_open (path, flags | O_CLOEXEC, 0666);
  gboolean written = file >= 0 ? write_all (file, bytes, length, error) : fail_errno (error, errno);

  if (file >= 0 && close (file) != 0 && written)
    return fail_errno (error, errno);
  return written;
}

gboolean
output_set_add (OutputSet *set, const char *path, const void *bytes, gsize length, GError **error)
{
  const char *stage = output_set_stage (set, path, error);

  return stage != NULL && write_file (stage, O_WRONLY | O_TRUNC, bytes, length, error);
}

static gboolean
make_folder (OutputSet *set, const char *path, GError **error)
{
  sigset_t before;
  int status;

  hold_signals (&before);
  status = g_mkdir (path, 0777);
  if (status == 0)
    g_ptr_array_add (set->folders, g_strdup (path));
  release_signals (&before);
  return status == 0 || fail_errno (error, errno);
}

gboolean
output_set_add_folder (OutputSet *set, const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (strcmp (parent, path) != 0 && !output_set_add_folder (set, parent, error))
    return FALSE;
  return make_folder (set, path, error);
}

static gboolean
copy_to_place (const Output *output, GError **error)
{
  g_autofree char *bytes = NULL;
  gsize length;

  if (!g_file_get_contents (output->stage, &bytes, &length, error))
    return FALSE;
  if (is_standard_output (output->path))
    return write_all (STDOUT_FILENO, bytes, length, error);
  return write_file (output->path, O_WRONLY | O_TRUNC, bytes, length, error);
}

/* On the disk before its name is: a full disk, or a computer that stops, leaves the old file or the new one. */
static gboolean
sync_stage (const char *stage, GError **error)
{
  int file = g_open (stage, O_RDONLY | O_CLOEXEC, 0);
  int status = file < 0 ? -1 : fsync (file);
  int reason = errno;

  if (file >= 0)
    close (file);
  return status == 0 || fail_errno (error, reason);
}

static gboolean
put_in_place (Output *output, GError **error)
{
  if (output->in_place)
    return copy_to_place (output, error);
  if (g_rename (output->stage, output->path) != 0)
    return fail_errno (error, errno);
  g_clear_pointer (&output->stage, g_free);
  return TRUE;
}

typedef gboolean (*OutputStep) (Output *output, GError **error);

static gboolean
sync_output (Output *output, GError **error)
{
  return output->in_place || sync_stage (output->stage, error);
}

static gboolean
for_each (OutputSet *set, OutputStep step, GError **error)
{
  for (guint i = 0; i < set->outputs->len; i++)
    {
      Output *output = g_ptr_array_index (set->outputs, i);

      if (!step (output, error))
        {
          g_prefix_error (error, "%s: ", output->path);
          return FALSE;
        }
    }
  return TRUE;
}

gboolean
output_set_commit (OutputSet *set, GError **error)
{
  sigset_t before;
  gboolean placed;

  if (!for_each (set, sync_output, error))
    return FALSE;
  hold_signals (&before);
  placed = for_each (set, put_in_place, error);
  if (placed)
    g_ptr_array_set_size (set->folders, 0);
  release_signals (&before);
  return placed;
}
