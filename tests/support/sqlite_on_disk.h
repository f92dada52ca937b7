#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <new>
#include <string_view>

#include "support/disk.h"

// SQLite on a disk that fails on purpose.
namespace comity::test {

/// While it lives, databases that are opened lie on the disk: it is told of each change and decides
/// which calls fail. Nothing waits for the real disk. One at a time.
class SqliteOnDisk {
 public:
  explicit SqliteOnDisk(Disk& disk) : disk_(disk), real_(sqlite3_vfs_find(nullptr)) {
    vfs_.iVersion = 1;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.mxPathname = real_->mxPathname;
    vfs_.zName = "failing-disk";
    vfs_.pAppData = this;
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    vfs_.xAccess = [](sqlite3_vfs* vfs, const char* name, int flags, int* result) {
      return real(vfs)->xAccess(real(vfs), name, flags, result);
    };
    vfs_.xFullPathname = [](sqlite3_vfs* vfs, const char* name, int size, char* out) {
      return real(vfs)->xFullPathname(real(vfs), name, size, out);
    };
    vfs_.xRandomness = [](sqlite3_vfs* vfs, int size, char* out) {
      return real(vfs)->xRandomness(real(vfs), size, out);
    };
    vfs_.xSleep = [](sqlite3_vfs* vfs, int microseconds) {
      return real(vfs)->xSleep(real(vfs), microseconds);
    };
    vfs_.xCurrentTime = [](sqlite3_vfs* vfs, double* now) {
      return real(vfs)->xCurrentTime(real(vfs), now);
    };
    vfs_.xGetLastError = [](sqlite3_vfs* vfs, int size, char* out) {
      return real(vfs)->xGetLastError(real(vfs), size, out);
    };
    sqlite3_vfs_register(&vfs_, 1);
  }
  SqliteOnDisk(const SqliteOnDisk&) = delete;
  SqliteOnDisk& operator=(const SqliteOnDisk&) = delete;
  ~SqliteOnDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }

 private:
  /// Before SQLite's own file, in the room that SQLite gives for both.
  struct File {
    sqlite3_file base;
    Disk* disk;
    const char* name;         ///< SQLite keeps it; none for what is thrown away
    bool first_syncs_folder;  ///< as SQLite does for journals
  };

  static SqliteOnDisk* self(sqlite3_vfs* vfs) { return static_cast<SqliteOnDisk*>(vfs->pAppData); }
  static sqlite3_vfs* real(sqlite3_vfs* vfs) { return self(vfs)->real_; }
  static File* file(sqlite3_file* base) { return reinterpret_cast<File*>(base); }
  static sqlite3_file* inner(sqlite3_file* base) {
    return reinterpret_cast<sqlite3_file*>(file(base) + 1);
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* base, int flags, int* given) {
    auto& disk = self(vfs)->disk_;
    base->pMethods = nullptr;
    if (!disk.allows(Call::read)) return SQLITE_CANTOPEN;
    if (name != nullptr && (flags & SQLITE_OPEN_CREATE) != 0) disk.open(name);
    new (file(base))
        File{{nullptr}, &disk, name, (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0};
    const int code = real(vfs)->xOpen(real(vfs), name, inner(base), flags, given);
    if (code == SQLITE_OK) base->pMethods = methods();
    return code;
  }

  static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    auto& disk = self(vfs)->disk_;
    if (!disk.allows(Call::remove)) return SQLITE_IOERR_DELETE;
    disk.remove(name);
    if (sync_folder != 0) disk.sync_folder(std::filesystem::path(name).parent_path());
    return real(vfs)->xDelete(real(vfs), name, 0);
  }

  static int read(sqlite3_file* base, void* bytes, int size, sqlite3_int64 offset) {
    if (!file(base)->disk->allows(Call::read)) return SQLITE_IOERR_READ;
    return inner(base)->pMethods->xRead(inner(base), bytes, size, offset);
  }

  static int write(sqlite3_file* base, const void* bytes, int size, sqlite3_int64 offset) {
    auto& disk = *file(base)->disk;
    const bool allowed = disk.allows(Call::change);
    const int written = allowed ? size : size / 2;
    if (file(base)->name != nullptr) {
      disk.write(file(base)->name, static_cast<std::uint64_t>(offset),
                 {static_cast<const char*>(bytes), static_cast<std::size_t>(written)});
    }
    const int code = inner(base)->pMethods->xWrite(inner(base), bytes, written, offset);
    if (allowed || code != SQLITE_OK) return code;
    return disk.fault() == Fault::full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  }

  static int cut(sqlite3_file* base, sqlite3_int64 size) {
    auto& disk = *file(base)->disk;
    if (!disk.allows(Call::remove)) return SQLITE_IOERR_TRUNCATE;
    if (file(base)->name != nullptr) disk.cut(file(base)->name, static_cast<std::uint64_t>(size));
    return inner(base)->pMethods->xTruncate(inner(base), size);
  }

  static int sync(sqlite3_file* base, int) {
    auto& each = *file(base);
    const bool allowed = each.disk->allows(Call::sync);
    if (each.name == nullptr) return allowed ? SQLITE_OK : SQLITE_IOERR_FSYNC;
    if (!allowed) {
      each.disk->fail_to_sync(each.name);
      return SQLITE_IOERR_FSYNC;
    }
    each.disk->sync(each.name);
    if (each.first_syncs_folder) {
      each.disk->sync_folder(std::filesystem::path(each.name).parent_path());
    }
    each.first_syncs_folder = false;
    return SQLITE_OK;
  }

  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods methods = [] {
      sqlite3_io_methods all{};
      all.iVersion = 2;
      all.xClose = [](sqlite3_file* f) { return inner(f)->pMethods->xClose(inner(f)); };
      all.xRead = read;
      all.xWrite = write;
      all.xTruncate = cut;
      all.xSync = sync;
      all.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
        return inner(f)->pMethods->xFileSize(inner(f), size);
      };
      all.xLock = [](sqlite3_file* f, int l) { return inner(f)->pMethods->xLock(inner(f), l); };
      all.xUnlock = [](sqlite3_file* f, int l) { return inner(f)->pMethods->xUnlock(inner(f), l); };
      all.xCheckReservedLock = [](sqlite3_file* f, int* out) {
        return inner(f)->pMethods->xCheckReservedLock(inner(f), out);
      };
      all.xFileControl = [](sqlite3_file* f, int what, void* about) {
        return inner(f)->pMethods->xFileControl(inner(f), what, about);
      };
      all.xSectorSize = [](sqlite3_file* f) { return inner(f)->pMethods->xSectorSize(inner(f)); };
      all.xDeviceCharacteristics = [](sqlite3_file* f) {
        return inner(f)->pMethods->xDeviceCharacteristics(inner(f));
      };
      all.xShmMap = [](sqlite3_file* f, int page, int size, int more, void volatile** out) {
        return inner(f)->pMethods->xShmMap(inner(f), page, size, more, out);
      };
      all.xShmLock = [](sqlite3_file* f, int offset, int n, int flags) {
        return inner(f)->pMethods->xShmLock(inner(f), offset, n, flags);
      };
      all.xShmBarrier = [](sqlite3_file* f) { inner(f)->pMethods->xShmBarrier(inner(f)); };
      all.xShmUnmap = [](sqlite3_file* f, int remove) {
        return inner(f)->pMethods->xShmUnmap(inner(f), remove);
      };
      return all;
    }();
    return &methods;
  }

  Disk& disk_;
  sqlite3_vfs* real_;
  sqlite3_vfs vfs_{};
};

}  // namespace comity::test
