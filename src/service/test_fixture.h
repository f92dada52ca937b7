#pragma once

#include <string>

// What the tests of imports share.
namespace comity::service {

/// A resolution of so many among many, as Markdown.
[[nodiscard]] inline std::string draft(int number) {
  return "A/RES/89/" + std::to_string(number) +
         "\n\n*The General Assembly,*\n\n1. *Requests* all members to be kind.\n";
}

}  // namespace comity::service
