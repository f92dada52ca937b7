#pragma once

#include <cstddef>
#include <string>

#include "cli/commands.h"

namespace comity::cli {

/// One line on a terminal that is written over as files are done.
class Progress {
 public:
  explicit Progress(const Streams& streams) : streams_(streams) {}
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void operator()(std::size_t done, std::size_t total, const std::string& file);

 private:
  const Streams& streams_;
  bool shown_ = false;
};

}  // namespace comity::cli
