#include "base/json.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <boost/json/stream_parser.hpp>

namespace comity::base {
namespace {

void write_pretty(std::string& out, const Json& value, std::size_t indent) {
  const auto line = [&](std::size_t depth) {
    out += '\n';
    out.append(depth * 2, ' ');
  };
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    out += '{';
    bool first = true;
    for (const auto& member : *object) {
      if (!std::exchange(first, false)) out += ',';
      line(indent + 1);
      out += boost::json::serialize(boost::json::string_view(member.key()));
      out += ": ";
      write_pretty(out, member.value(), indent + 1);
    }
    line(indent);
    out += '}';
  } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
    out += '[';
    bool first = true;
    for (const auto& element : *array) {
      if (!std::exchange(first, false)) out += ',';
      line(indent + 1);
      write_pretty(out, element, indent + 1);
    }
    line(indent);
    out += ']';
  } else {
    out += boost::json::serialize(value);
  }
}

}  // namespace

Result<Json> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) {
    return fail(ErrorKind::too_large,
                fmt::format("JSON of {} bytes; at most {} are read", text.size(), limits.bytes));
  }
  boost::json::parse_options options;
  options.max_depth = limits.depth;
  boost::json::stream_parser parser({}, options);
  boost::system::error_code error;
  const std::size_t read = parser.write_some(text.data(), text.size(), error);
  if (!error && read < text.size()) error = boost::json::error::extra_data;
  if (!error) parser.finish(error);
  if (!error) return parser.release();
  return fail(ErrorKind::invalid_input, "not valid JSON: " + error.message(),
              fmt::format("offset {}", read));
}

std::string to_text(const Json& value) { return boost::json::serialize(value); }

std::string to_pretty_text(const Json& value) {
  std::string out;
  write_pretty(out, value, 0);
  out += '\n';
  return out;
}

std::string_view text_at(const JsonObject& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  const auto* text = value == nullptr ? nullptr : value->if_string();
  return text == nullptr ? std::string_view{} : std::string_view(text->data(), text->size());
}

std::int64_t integer_at(const JsonObject& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr) return 0;
  if (const auto* number = value->if_int64()) return *number;
  if (const auto* number = value->if_uint64()) return static_cast<std::int64_t>(*number);
  return 0;
}

double number_at(const JsonObject& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  if (value == nullptr || !value->is_number()) return 0;
  return value->to_number<double>();
}

bool truth_at(const JsonObject& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value != nullptr && value->is_bool() && value->get_bool();
}

const JsonArray& array_at(const JsonObject& object, std::string_view key) {
  static const JsonArray none;
  const auto* value = object.if_contains(key);
  const auto* array = value == nullptr ? nullptr : value->if_array();
  return array == nullptr ? none : *array;
}

const JsonObject& object_at(const JsonObject& object, std::string_view key) {
  static const JsonObject none;
  const auto* value = object.if_contains(key);
  const auto* found = value == nullptr ? nullptr : value->if_object();
  return found == nullptr ? none : *found;
}

}  // namespace comity::base
