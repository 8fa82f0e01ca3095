// A disk that can be told to be slow, stuck, full, read-only or broken, and that writes down what was written and what
// was flushed. Loaded into a process with LD_PRELOAD; it watches one folder. disk.ts compiles and steers it.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

// The same order as in disk.ts.
struct control {
  volatile int64_t flush_microseconds;
  volatile int64_t write_error;
  volatile int64_t fail_at;
  volatile int64_t fail_error;
  volatile int64_t gate;
  volatile int64_t calls;
  volatile int64_t at_gate;
};

enum { OPENED = 1, CREATED, WRITTEN, FLUSHED, FLUSH_FAILED, CUT, REMOVED };

#define MOST_FILES 65536
static uint8_t watched[MOST_FILES];
static char folder[PATH_MAX];
static size_t folder_length;
static struct control fallback, *control = &fallback;
static int log_file = -1;
static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(result, name, ...) \
  static result (*real_##name)(__VA_ARGS__); \
  if (!real_##name) real_##name = dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void start(void) {
  const char *name = getenv("FAULTY_DISK_FOLDER");
  if (!name) return;
  strncpy(folder, name, sizeof folder - 1);
  folder_length = strlen(folder);
  const char *steering = getenv("FAULTY_DISK_CONTROL");
  int file = steering ? open(steering, O_RDWR | O_CLOEXEC) : -1;
  if (file >= 0) {
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) control = page;
    close(file);
  }
  const char *record = getenv("FAULTY_DISK_LOG");
  if (record) log_file = open(record, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_watched(int fd) { return fd >= 0 && fd < MOST_FILES && watched[fd]; }

static void note(uint8_t what, int32_t fd, int64_t offset, const void *bytes, uint32_t length) {
  if (log_file < 0) return;
  uint8_t head[17];
  head[0] = what;
  memcpy(head + 1, &fd, 4);
  memcpy(head + 5, &offset, 8);
  memcpy(head + 13, &length, 4);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)bytes, length}};
  pthread_mutex_lock(&log_lock);
  ssize_t written = writev(log_file, parts, length ? 2 : 1);
  (void)written;
  pthread_mutex_unlock(&log_lock);
}

// True if this call is to fail; errno says with what.
static int fails(int is_write) {
  int64_t call = __sync_add_and_fetch(&control->calls, 1);
  if (control->fail_at && call == control->fail_at) {
    errno = (int)control->fail_error;
    return 1;
  }
  if (is_write && control->write_error) {
    errno = (int)control->write_error;
    return 1;
  }
  return 0;
}

// The shared memory of SQLite is no file that lasts; it is left alone.
static int concerns(const char *path) {
  if (!folder_length || strncmp(path, folder, folder_length)) return 0;
  size_t length = strlen(path);
  return !(length > 4 && !strcmp(path + length - 4, "-shm"));
}

static int opened(int fd, const char *path, int flags, int is_new) {
  if (fd < 0 || fd >= MOST_FILES) return fd;
  watched[fd] = (uint8_t)concerns(path);
  if (!watched[fd]) return fd;
  note(is_new ? CREATED : OPENED, fd, 0, path, (uint32_t)strlen(path));
  if (flags & O_TRUNC) note(CUT, fd, 0, NULL, 0);
  return fd;
}

static int open_watched(int (*real)(const char *, int, ...), const char *path, int flags, mode_t mode) {
  struct stat before;
  int is_new = (flags & O_CREAT) && concerns(path) && stat(path, &before) != 0;
  if (is_new && control->write_error) {
    errno = (int)control->write_error;
    return -1;
  }
  return opened(real(path, flags, mode), path, flags, is_new);
}

#define MODE(flags, mode) \
  mode_t mode = 0; \
  if (flags & O_CREAT) { \
    va_list more; \
    va_start(more, flags); \
    mode = va_arg(more, mode_t); \
    va_end(more); \
  }

int open64(const char *path, int flags, ...) {
  REAL(int, open64, const char *, int, ...);
  MODE(flags, mode)
  return open_watched(real_open64, path, flags, mode);
}

int open(const char *path, int flags, ...) {
  REAL(int, open, const char *, int, ...);
  MODE(flags, mode)
  return open_watched(real_open, path, flags, mode);
}

int close(int fd) {
  REAL(int, close, int);
  if (fd >= 0 && fd < MOST_FILES) watched[fd] = 0;
  return real_close(fd);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  if (is_watched(fd) && fails(1)) return -1;
  ssize_t written = real_pwrite64(fd, bytes, length, offset);
  if (is_watched(fd) && written > 0) note(WRITTEN, fd, offset, bytes, (uint32_t)written);
  return written;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  REAL(ssize_t, write, int, const void *, size_t);
  if (!is_watched(fd)) return real_write(fd, bytes, length);
  if (fails(1)) return -1;
  off_t offset = lseek(fd, 0, SEEK_CUR);
  ssize_t written = real_write(fd, bytes, length);
  if (written > 0) note(WRITTEN, fd, offset, bytes, (uint32_t)written);
  return written;
}

static int flush(int (*real)(int), int fd) {
  if (!is_watched(fd)) return real(fd);
  if (fails(0)) {
    note(FLUSH_FAILED, fd, 0, NULL, 0);
    return -1;
  }
  if (control->flush_microseconds) usleep((useconds_t)control->flush_microseconds);
  if (control->gate) {
    control->at_gate = 1;
    while (control->gate) usleep(1000);
    control->at_gate = 0;
  }
  int result = real(fd);
  if (result == 0) note(FLUSHED, fd, 0, NULL, 0);
  return result;
}

int fsync(int fd) {
  REAL(int, fsync, int);
  return flush(real_fsync, fd);
}

int fdatasync(int fd) {
  REAL(int, fdatasync, int);
  return flush(real_fdatasync, fd);
}

int ftruncate64(int fd, off64_t size) {
  REAL(int, ftruncate64, int, off64_t);
  if (is_watched(fd) && fails(1)) return -1;
  int result = real_ftruncate64(fd, size);
  if (is_watched(fd) && result == 0) note(CUT, fd, size, NULL, 0);
  return result;
}

int unlink(const char *path) {
  REAL(int, unlink, const char *);
  int result = real_unlink(path);
  if (result == 0 && concerns(path)) note(REMOVED, -1, 0, path, (uint32_t)strlen(path));
  return result;
}
