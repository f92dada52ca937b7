#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/protocol/message.h"

namespace comity::http {

/// The style, scripts and drawings built into the program, under addresses that hold a hash of
/// their content, and compressed when the program was built.
class Assets {
 public:
  /// corrupt where the program was built without them.
  [[nodiscard]] static base::Result<Assets> load();

  /// "/assets/style-0123456789abcdef.css" for "style.css"; empty for an unknown name.
  [[nodiscard]] std::string_view address_of(std::string_view name) const;
  /// The answer where the request is a GET or HEAD of an asset's address; else nothing.
  [[nodiscard]] std::optional<Response> answer(const Request& request) const;
  /// Changes whenever one of them does.
  [[nodiscard]] const std::string& version() const { return version_; }

 private:
  struct Asset {
    std::string address;
    std::string type;
    std::string_view plain;
    std::string_view gzip;
    std::string_view br;
  };
  std::map<std::string, Asset, std::less<>> by_name_;
  std::map<std::string, std::string, std::less<>> names_;  // by address
  std::string version_;
};

}  // namespace comity::http
