#include "http/protocol/message.h"

#include <algorithm>

namespace comity::http {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool equal_without_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view name_of(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::head:
      return "HEAD";
    case Method::post:
      return "POST";
    case Method::patch:
      return "PATCH";
    case Method::options:
      return "OPTIONS";
    case Method::other:
      return "other";
  }
  return "other";
}

Method method_from(std::string_view name) {
  for (const Method method :
       {Method::get, Method::head, Method::post, Method::patch, Method::options}) {
    if (name == name_of(method)) return method;
  }
  return Method::other;
}

std::string Request::header(std::string_view name) const {
  std::string value;
  bool found = false;
  for (const Header& each : headers) {
    if (!equal_without_case(each.name, name)) continue;
    if (found) value += ", ";
    value += each.value;
    found = true;
  }
  return value;
}

void Response::set(std::string_view name, std::string value) {
  for (Header& each : headers) {
    if (equal_without_case(each.name, name)) {
      each.value = std::move(value);
      return;
    }
  }
  headers.push_back({std::string(name), std::move(value)});
}

std::string_view Response::header(std::string_view name) const {
  for (const Header& each : headers) {
    if (equal_without_case(each.name, name)) return each.value;
  }
  return {};
}

std::string_view Response::text() const {
  if (const auto* text = std::get_if<std::string>(&body)) return *text;
  if (const auto* view = std::get_if<std::string_view>(&body)) return *view;
  if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&body)) {
    return *shared ? std::string_view(**shared) : std::string_view{};
  }
  return {};
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    default:
      return "";
  }
}

}  // namespace comity::http
