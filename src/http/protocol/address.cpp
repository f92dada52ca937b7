#include "http/protocol/address.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace comity::http {
namespace {

constexpr std::size_t kMostPairs = 200;

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

enum class Plus { kept, space };

base::Result<std::string> decoded(std::string_view raw, Plus plus, std::size_t offset) {
  const auto refused = [&](std::size_t at, std::string_view why) {
    return base::fail(base::ErrorKind::invalid_input, std::string(why),
                      fmt::format("character {} of the address", offset + at + 1));
  };
  std::string text;
  text.reserve(raw.size());
  for (std::size_t at = 0; at < raw.size(); ++at) {
    const char c = raw[at];
    if (c == '%') {
      const int high = at + 1 < raw.size() ? digit_of(raw[at + 1]) : -1;
      const int low = at + 2 < raw.size() ? digit_of(raw[at + 2]) : -1;
      if (high < 0 || low < 0) return refused(at, "\"%\" without two hexadecimal digits");
      text += static_cast<char>(high * 16 + low);
      at += 2;
    } else {
      text += c == '+' && plus == Plus::space ? ' ' : c;
    }
  }
  if (!base::is_utf8(text)) return refused(0, "not UTF-8");
  return text;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string encoded_but(std::string_view text, std::string_view kept) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_unreserved(c) || kept.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace

base::Result<Target> parse_target(std::string_view raw) {
  if (raw.empty() || raw.front() != '/') {
    return base::fail(base::ErrorKind::invalid_input, "an address begins with \"/\"",
                      "character 1 of the address");
  }
  Target target;
  const std::size_t mark = raw.find('?');
  target.raw_path = raw.substr(0, mark);
  if (mark != std::string_view::npos) target.raw_query = raw.substr(mark + 1);

  std::size_t offset = 1;
  for (const std::string_view part :
       base::split(std::string_view(target.raw_path).substr(1), '/')) {
    COMITY_TRY(std::string segment, decoded(part, Plus::kept, offset));
    if (has_control(segment) || segment == "." || segment == "..") {
      return base::fail(base::ErrorKind::invalid_input, "a part of the path that is not allowed",
                        fmt::format("character {} of the address", offset + 1));
    }
    target.segments.push_back(std::move(segment));
    offset += part.size() + 1;
  }
  if (target.segments.size() == 1 && target.segments.front().empty()) target.segments.clear();
  COMITY_TRY(target.parameters, parse_pairs(target.raw_query));
  return target;
}

base::Result<std::vector<Parameter>> parse_pairs(std::string_view raw) {
  std::vector<Parameter> pairs;
  std::size_t offset = 0;
  for (const std::string_view part : base::split(raw, '&')) {
    if (!part.empty()) {
      if (pairs.size() == kMostPairs) {
        return base::fail(base::ErrorKind::too_large,
                          fmt::format("more than {} parameters", kMostPairs));
      }
      const std::size_t equals = part.find('=');
      Parameter pair;
      COMITY_TRY(pair.name, decoded(part.substr(0, equals), Plus::space, offset));
      if (equals != std::string_view::npos) {
        COMITY_TRY(pair.value, decoded(part.substr(equals + 1), Plus::space, offset + equals + 1));
      }
      if (pair.name.find('\0') != std::string::npos || pair.value.find('\0') != std::string::npos) {
        return base::fail(base::ErrorKind::invalid_input, "a parameter with a null character",
                          fmt::format("character {} of the query", offset + 1));
      }
      pairs.push_back(std::move(pair));
    }
    offset += part.size() + 1;
  }
  return pairs;
}

std::string_view value_of(const std::vector<Parameter>& parameters, std::string_view name) {
  for (const Parameter& each : parameters) {
    if (each.name == name) return each.value;
  }
  return {};
}

std::string encoded(std::string_view text) { return encoded_but(text, {}); }

std::string encoded_path(std::string_view path) { return encoded_but(path, "/!$&'()*+,;=:@"); }

std::string query_of(const std::vector<Parameter>& parameters) {
  std::string query;
  for (const Parameter& each : parameters) {
    if (!query.empty()) query += '&';
    query += encoded(each.name) + "=" + encoded(each.value);
  }
  return query;
}

std::optional<std::string_view> cookie_of(std::string_view header, std::string_view name) {
  std::optional<std::string_view> found;
  // Several Cookie headers arrive joined by ", "; a comma is no part of a cookie's value.
  for (const std::string_view line : base::split(header, ',')) {
    for (std::string_view pair : base::split(line, ';')) {
      pair = base::trimmed(pair);
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
      if (found) return std::nullopt;
      found = pair.substr(equals + 1);
    }
  }
  return found;
}

}  // namespace comity::http
