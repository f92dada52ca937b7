#include <signal.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <stop_token>
#include <thread>

#include "app/serve.h"
#include "cli/commands.h"
#include "cli/exit_codes.h"

namespace {

using namespace comity;

/// Turns SIGINT and SIGTERM, which must be blocked in every thread, into a wish to stop.
class Signals {
 public:
  Signals() {
    sigemptyset(&awaited_);
    sigaddset(&awaited_, SIGINT);
    sigaddset(&awaited_, SIGTERM);
    sigaddset(&awaited_, kEnd);
    pthread_sigmask(SIG_BLOCK, &awaited_, nullptr);
    signal(SIGPIPE, SIG_IGN);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;
  ~Signals() {
    if (!waiter_.joinable()) return;
    waiter_.request_stop();
    pthread_kill(waiter_.native_handle(), kEnd);
  }

  /// Begins to wait; after the installation is open, which needs a process of one thread.
  void watch() {
    waiter_ = std::jthread([this](const std::stop_token& ended) {
      while (!ended.stop_requested()) {
        const int came = sigwaitinfo(&awaited_, nullptr);
        if (came == SIGINT || came == SIGTERM) wish_.request_stop();
      }
    });
  }

  [[nodiscard]] std::stop_token wish() const { return wish_.get_token(); }

 private:
  /// Wakes the waiter, so that no command ends later than its work.
  static constexpr int kEnd = SIGUSR1;
  sigset_t awaited_{};
  std::stop_source wish_;
  std::jthread waiter_;
};

/// A folder for one look at one document, taken away at the end.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "comity-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Whether only files are asked about, so that there need be no record.
bool asks_about_files(const cli::Invocation& invocation) {
  std::error_code error;
  const auto is_file = [&](const std::string& name) {
    return std::filesystem::is_regular_file(name, error);
  };
  if (invocation.command == cli::Command::compare) {
    const auto& works = invocation.works;
    const bool amended = invocation.amended_by.empty() || is_file(invocation.amended_by);
    return !works.empty() && amended && std::all_of(works.begin(), works.end(), is_file);
  }
  return invocation.command == cli::Command::check && invocation.database.empty() &&
         !std::filesystem::exists(invocation.data, error);
}

bool needs_no_folder(const cli::Invocation& invocation) {
  return invocation.command == cli::Command::open || asks_about_files(invocation) ||
         (invocation.command == cli::Command::generate && !invocation.into_installation);
}

bool needs_no_installation(const cli::Invocation& invocation) {
  return invocation.command == cli::Command::manual ||
         invocation.command == cli::Command::completion;
}

int run(const cli::Invocation& invocation) {
  if (needs_no_installation(invocation)) {
    return cli::run_manual(invocation, {std::cout, std::cerr, false});
  }
  Signals signals;
  std::optional<TemporaryFolder> temporary;
  service::Installation::Options options;
  options.folder = invocation.data;
  options.database = invocation.database;
  options.index = invocation.index;
  if (needs_no_folder(invocation)) {
    options.folder = temporary.emplace().path();
    options.database.clear();
    options.index.clear();
  } else {
    // Whoever else has an account on the machine reads no replies in the folder.
    umask(S_IRWXG | S_IRWXO);
  }
  const bool colours = isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  const cli::Streams streams{std::cout, std::cerr, isatty(STDERR_FILENO) == 1, colours};
  if (invocation.command == cli::Command::restore) {
    return cli::run_restore(options, invocation, streams);
  }
  auto installation = service::Installation::open(options);
  if (!installation) return cli::report(installation.error(), std::cerr);
  signals.watch();
  return cli::run(**installation, invocation, {app::serve}, streams, signals.wish());
}

}  // namespace

int main(int argc, char** argv) {
  if (sodium_init() < 0) return 1;
  const auto parsed = cli::parse_command_line(argc, argv);
  if (const auto* ending = std::get_if<cli::Ending>(&parsed)) {
    (ending->code == cli::kDone ? std::cout : std::cerr) << ending->text;
    return ending->code;
  }
  return run(std::get<cli::Invocation>(parsed));
}
