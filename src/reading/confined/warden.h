#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "reading/confined/fd.h"
#include "reading/reader.h"

namespace comity::reading {

/// What the warden can start. Programs run with descriptor 0 = input, 1 = output, nothing else.
enum class Task : std::uint8_t {
  worker,       ///< our own parsing code; its only descriptor is a socket
  pdf_text,     ///< pdftohtml: XML of the text
  pdf_hidden,   ///< the same with text that is not painted, as scans with recognised text have
  pdf_image,    ///< pdftoppm: one page as PNG
  pdf_version,  ///< pdftohtml's own version line
  doc_text,     ///< antiword: the text of a Word 97 document
  probe,        ///< a shell command, for tests of the confinement; only where it was asked for
};

/// How a task ended.
enum class Ending : std::uint8_t {
  finished,  ///< exit status 0
  failed,    ///< another exit status
  too_long,  ///< out of processor time, or killed at its deadline
  crashed,   ///< ended by another signal
  not_started,
};

struct Outcome {
  Ending ending = Ending::not_started;
  int status = 0;  ///< exit status, or the signal
};

/// Arguments of a task; those it does not know are ignored.
struct TaskArguments {
  std::int32_t page = 0;
  std::int32_t pixels = 0;
  std::string command;  ///< of a probe, at most 3,000 bytes
};

/// A task that runs. When destroyed before it ended, it is killed.
class Running {
 public:
  Running(Running&& other) noexcept;
  Running& operator=(Running&& other) noexcept;
  ~Running();

  void kill();
  /// Waits for the end until the deadline, then kills.
  [[nodiscard]] Outcome wait(Deadline deadline);

 private:
  friend class Warden;
  Running(int control, std::uint64_t id, Fd status);
  int control_;  ///< the warden's, which outlives what it runs
  std::uint64_t id_;
  Fd status_;
  std::optional<Outcome> outcome_;
};

enum class Probes : std::uint8_t { refused, allowed };

/// The small process, forked early, that starts confined children on request. Thread-safe. It and
/// all its children end with this object, and with the process that holds it.
class Warden {
 public:
  /// Must be called while the process has one thread. Error: unavailable.
  [[nodiscard]] static base::Result<Warden> start(const Limits& limits,
                                                  Probes probes = Probes::refused);
  Warden(Warden&& other) noexcept;
  Warden& operator=(Warden&& other) noexcept = delete;
  ~Warden();

  /// `first` becomes the child's descriptor 0 (a worker's socket), `second` its descriptor 1.
  /// Error: unavailable, where the warden is gone.
  [[nodiscard]] base::Result<Running> run(Task task, const TaskArguments& arguments, int first,
                                          int second) const;

  [[nodiscard]] Confinement confinement() const { return confinement_; }

 private:
  Warden(Fd control, pid_t pid, const Confinement& confinement);

  Fd control_;
  pid_t pid_ = -1;
  Confinement confinement_;
  mutable std::atomic<std::uint64_t> next_{1};
};

/// A message to the warden, as sent over its socket.
struct WardenOrder {
  static constexpr std::size_t kCommand = 3000;
  std::uint64_t id = 0;
  std::int32_t page = 0;
  std::int32_t pixels = 0;
  Task task = Task::worker;
  std::uint8_t stop = 0;  ///< 1: kill the task of that id
  std::uint16_t command_bytes = 0;
  char command[kCommand] = {};
};

/// What the warden's process does until its socket ends. Never returns.
[[noreturn]] void be_warden(Fd control, const Limits& limits, Probes probes);

/// The path of the program that does a task, or empty where it is not installed.
[[nodiscard]] std::string program_path(Task task, const Limits& limits);

}  // namespace comity::reading
