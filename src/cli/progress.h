#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <ostream>
#include <string>

#include "cli/commands.h"

namespace comity::cli {

/// One line on a terminal that is written over as files are done.
class Progress {
 public:
  explicit Progress(const Streams& streams) : streams_(streams) {}
  ~Progress() {
    if (shown_) streams_.error << "\r\x1b[K" << std::flush;
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void operator()(std::size_t done, std::size_t total, const std::string& file) {
    if (!streams_.progress) return;
    shown_ = true;
    constexpr std::size_t kWidth = 24;
    const std::size_t filled = total == 0 ? kWidth : done * kWidth / total;
    const auto name = std::filesystem::path(file).filename().string();
    streams_.error << fmt::format("\r\x1b[K[{}{}] {}/{} {}", std::string(filled, '='),
                                  std::string(kWidth - filled, ' '), done, total,
                                  name.substr(0, 40))
                   << std::flush;
  }

 private:
  const Streams& streams_;
  bool shown_ = false;
};

}  // namespace comity::cli
