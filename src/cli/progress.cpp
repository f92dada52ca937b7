#include "cli/progress.h"

#include <fmt/format.h>

#include <filesystem>
#include <ostream>

namespace comity::cli {

Progress::~Progress() {
  if (shown_) streams_.error << "\r\x1b[K" << std::flush;
}

void Progress::operator()(std::size_t done, std::size_t total, const std::string& file) {
  if (!streams_.progress) return;
  shown_ = true;
  constexpr std::size_t kWidth = 24;
  const std::size_t filled = total == 0 ? kWidth : done * kWidth / total;
  const auto name = std::filesystem::path(file).filename().string();
  streams_.error << fmt::format("\r\x1b[K[{}{}] {}/{} {}", std::string(filled, '='),
                                std::string(kWidth - filled, ' '), done, total, name.substr(0, 40))
                 << std::flush;
}

}  // namespace comity::cli
