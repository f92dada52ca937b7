#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/file_system.h"
#include "base/result.h"

// Answers of servers, by address, in a folder of the installation: what has come whole, and the
// parts of what has not. README.md of the module draws it.
namespace comity::service::fetching {

/// What tells one answer of a server from another one of the same address.
struct Validators {
  std::string address;        ///< that answered, after redirects
  std::string etag;           ///< as the server wrote it; may be weak
  std::string last_modified;  ///< as the server wrote it

  /// What If-Range may name: a strong tag, else the date, else nothing.
  [[nodiscard]] std::string strong() const;
  bool operator==(const Validators&) const = default;
};

/// A whole answer.
struct Kept {
  Validators validators;
  base::Time asked;  ///< when the server last said that it is so
  std::uint64_t bytes = 0;
  std::string hash;
};

/// The place of one address in the cache. Whatever ends the process, what is there is whole.
class CachePlace {
 public:
  CachePlace(base::FileSystem& files, std::filesystem::path folder)
      : files_(files), folder_(std::move(folder)) {}

  /// Nothing where there is no answer, or a damaged one.
  [[nodiscard]] std::optional<Kept> kept();
  [[nodiscard]] base::Result<std::string> body();
  [[nodiscard]] base::Status keep(std::string_view body, const Validators& validators,
                                  base::Time now);
  /// The server said again that what is kept is so.
  [[nodiscard]] base::Status confirm(Kept kept, base::Time now);

 private:
  [[nodiscard]] base::Status write(const Kept& kept);

  base::FileSystem& files_;
  std::filesystem::path folder_;
};

/// What has arrived of an answer: the chain of its parts from 0. What is kept at the end of a part
/// is not lost by a broken line or a killed process.
class Parts {
 public:
  /// Takes up what lies in the folder; nothing of it where a part is damaged.
  [[nodiscard]] static base::Result<Parts> open(base::FileSystem& files,
                                                std::filesystem::path folder);

  [[nodiscard]] std::uint64_t size() const { return size_ + waiting_.size(); }
  [[nodiscard]] const Validators& validators() const { return validators_; }
  /// Whether a server can be asked for the rest.
  [[nodiscard]] bool can_go_on() const { return size() > 0 && !validators_.strong().empty(); }

  /// Lets go of what is there: another answer begins.
  [[nodiscard]] base::Status begin(const Validators& validators);
  [[nodiscard]] base::Status add(std::string_view piece);
  /// Keeps what waits to be a whole part.
  [[nodiscard]] base::Status flush();
  [[nodiscard]] base::Result<std::string> whole() const;
  [[nodiscard]] base::Status clear();

 private:
  Parts(base::FileSystem& files, std::filesystem::path folder)
      : files_(&files), folder_(std::move(folder)) {}
  [[nodiscard]] base::Status take_up();
  [[nodiscard]] std::string prefix() const;

  base::FileSystem* files_;
  std::filesystem::path folder_;
  Validators validators_;
  std::uint64_t size_ = 0;  ///< in parts that are kept
  std::string waiting_;
};

}  // namespace comity::service::fetching
