#include "service/written.h"

#include <fmt/format.h>

#include "base/text.h"

namespace comity::service {

tl::unexpected<base::Error> refuse(std::string message, std::string place, std::string mend) {
  return base::fail(base::ErrorKind::invalid_input, std::move(message), std::move(place),
                    std::move(mend));
}

base::Result<std::string> written_text(std::string_view given, std::string place,
                                       std::size_t longest) {
  if (!base::is_utf8(given))
    return refuse("this is not UTF-8", std::move(place), "send it as UTF-8");
  auto text = base::collapsed(given);
  if (text.empty()) return refuse("nothing is written here", std::move(place), "write it");
  if (text.size() > longest) {
    return refuse(fmt::format("this is longer than {} bytes", longest), std::move(place),
                  "write it shorter");
  }
  return text;
}

base::Result<std::string> written_reason(std::string_view given) {
  constexpr std::size_t kLongestReason = 2'000;
  return written_text(given, "reason", kLongestReason);
}

}  // namespace comity::service
