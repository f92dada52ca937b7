#pragma once

#include <string>
#include <utility>
#include <vector>

namespace comity::test_support {

/// Names and bytes, in the order in which they are packed.
using ZipFiles = std::vector<std::pair<std::string, std::string>>;

/// A ZIP archive of the files, packed with deflate, each with the same date.
[[nodiscard]] std::string zip_of(const ZipFiles& files);

/// The same with every file encrypted under a password (AES).
[[nodiscard]] std::string encrypted_zip_of(const ZipFiles& files);

/// An archive whose members all lie on the same bytes: `count` names ("0000", "0001", …) over one
/// file, packed once.
[[nodiscard]] std::string overlapping_zip(std::size_t count, const std::string& file);

}  // namespace comity::test_support
