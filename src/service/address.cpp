#include "service/address.h"

namespace comity::service {
namespace {

std::string encode(std::string_view text, std::string_view also_kept) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain || also_kept.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

}  // namespace

std::string encode_path(std::string_view text) { return encode(text, "/()"); }

std::string encode_query(std::string_view text) { return encode(text, "/:()"); }

std::string document_address(std::string_view work) { return "/documents/" + encode_path(work); }

std::string document_address(std::string_view work, std::string_view anchor) {
  auto address = document_address(work);
  if (!anchor.empty()) address += "#" + encode_path(anchor);
  return address;
}

std::string recommendation_address(std::string_view work, std::string_view number, int clause) {
  auto address = "/recommendations/" + encode_path(work) + "/" + encode_path(number);
  if (clause > 0) address += "~" + std::to_string(clause);
  return address;
}

std::string state_address(std::string_view code) { return "/states/" + encode_path(code); }

std::string source_address(std::string_view work) { return "/sources/" + encode_path(work); }

std::string source_row_address(std::string_view work, std::uint32_t row) {
  return source_address(work) + "/rows/" + std::to_string(row);
}

std::string review_address(std::string_view code, int cycle) {
  return "/reviews/" + encode_path(code) + "/" + std::to_string(cycle);
}

std::string address_with(std::string_view path, const Parameters& parameters) {
  std::string address(path);
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    address += separator;
    address += encode_query(name) + "=" + encode_query(value);
    separator = '&';
  }
  return address;
}

std::string search_address(const Parameters& parameters) {
  return address_with("/search", parameters);
}

}  // namespace comity::service
