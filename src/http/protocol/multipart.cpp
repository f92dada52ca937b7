#include "http/protocol/multipart.h"

#include <fmt/format.h>

#include "base/text.h"
#include "http/protocol/message.h"

namespace comity::http {
namespace {

constexpr std::string_view kType = "multipart/form-data";
constexpr std::string_view kLine = "\r\n";
constexpr std::size_t kMostParts = 1000;
constexpr std::size_t kMostBoundary = 70;  // RFC 2046, section 5.1.1

/// The text up to `end`, which is taken away with it; all of it where `end` is not there.
std::string_view taken(std::string_view& text, std::string_view end) {
  const std::size_t at = text.find(end);
  const std::string_view first = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + end.size());
  return first;
}

/// The value of `; name=value` or `; name="value"` after a header's first word, or empty. A
/// quotation mark in a value comes as %22 (browsers) or after a backslash.
std::string parameter_of(std::string_view header, std::string_view name) {
  static_cast<void>(taken(header, ";"));
  while (!header.empty()) {
    const auto key = base::trimmed(taken(header, "="));
    std::string value;
    if (header.starts_with('"')) {
      header.remove_prefix(1);
      while (!header.empty() && header.front() != '"') {
        const bool escaped = header.starts_with("\\\"") || header.starts_with("\\\\");
        value += header[escaped ? 1 : 0];
        header.remove_prefix(escaped ? 2 : 1);
      }
      static_cast<void>(taken(header, ";"));
    } else {
      value = base::trimmed(taken(header, ";"));
    }
    if (equal_without_case(key, name)) return value;
  }
  return {};
}

bool has_parameter(std::string_view header, std::string_view name) {
  return header.find(std::string(name) + "=") != std::string_view::npos;
}

/// Some programs send the whole path of a file.
std::string last_part(const std::string& path) {
  const std::size_t at = path.find_last_of("/\\");
  return at == std::string::npos ? path : path.substr(at + 1);
}

base::Result<Part> part_from(std::string_view headers, std::string_view content,
                             std::size_t index) {
  Part part;
  part.content = content;
  while (!headers.empty()) {
    std::string_view value = taken(headers, kLine);
    const auto name = base::trimmed(taken(value, ":"));
    if (!equal_without_case(name, "Content-Disposition")) continue;
    part.name = parameter_of(value, "name");
    part.is_file = has_parameter(value, "filename");
    part.file_name = last_part(parameter_of(value, "filename"));
  }
  if (part.name.empty() || !base::is_utf8(part.name) || !base::is_utf8(part.file_name)) {
    return base::fail(base::ErrorKind::invalid_input, "a part of the form has no name",
                      fmt::format("part {}", index + 1), "send the page's own form");
  }
  return part;
}

}  // namespace

base::Result<std::vector<Part>> parse_multipart(std::string_view body,
                                                std::string_view content_type) {
  const auto type = base::trimmed(content_type.substr(0, content_type.find(';')));
  const std::string boundary = parameter_of(content_type, "boundary");
  if (!equal_without_case(type, kType) || boundary.empty() || boundary.size() > kMostBoundary) {
    return base::fail(base::ErrorKind::unsupported, "files come as a form with files", {},
                      "send multipart/form-data with its boundary");
  }
  const std::string begin = "--" + boundary;
  const std::string end = "\r\n" + begin;
  static_cast<void>(taken(body, begin));
  std::vector<Part> parts;
  while (body.starts_with(kLine)) {
    body.remove_prefix(kLine.size());
    const std::size_t head = body.find("\r\n\r\n");
    const std::size_t stop = head == std::string_view::npos ? head : body.find(end, head + 2);
    if (stop == std::string_view::npos) break;
    if (parts.size() == kMostParts) {
      return base::fail(base::ErrorKind::too_large, "the form has too many parts", {},
                        fmt::format("send at most {} files at once", kMostParts));
    }
    const std::size_t from = std::min(head + 4, stop);
    COMITY_TRY(auto part,
               part_from(body.substr(0, head + 2), body.substr(from, stop - from), parts.size()));
    parts.push_back(std::move(part));
    body.remove_prefix(stop + end.size());
  }
  if (!body.starts_with("--")) {
    return base::fail(base::ErrorKind::invalid_input, "the form did not arrive whole", {},
                      "send it again");
  }
  return parts;
}

std::string_view field_of(const std::vector<Part>& parts, std::string_view name) {
  for (const Part& each : parts) {
    if (!each.is_file && each.name == name) return each.content;
  }
  return {};
}

}  // namespace comity::http
