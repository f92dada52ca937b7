#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "service/fetch/cache.h"
#include "service/fetch/fetcher.h"

namespace comity::service::fetching {

/// What is to be brought.
struct Wanted {
  std::string address;
  std::string format;
  std::filesystem::path folder;  ///< of its place in the cache
};

/// One document on its way into the cache, over several attempts.
class Bringing {
 public:
  enum class Standing : std::uint8_t {
    settled,     ///< there is an answer, or an error that stays
    unfinished,  ///< the next attempt goes on, or begins anew
  };

  [[nodiscard]] static base::Result<Bringing> open(const Surroundings& at, const Settings& settings,
                                                   Wanted wanted);

  /// Whether it came so short a time ago that nobody need be asked.
  [[nodiscard]] bool is_fresh() const;
  [[nodiscard]] Brought as_kept() const;

  /// A request to this address begins; gives the fields by which the server need not send what is
  /// here already.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> begin(const std::string& address);
  /// Takes a piece of an answer that has the document, passes over those of others.
  [[nodiscard]] base::Status take(const std::string& address, const WebHead& head,
                                  std::string_view piece);
  [[nodiscard]] std::uint64_t arrived() const { return parts_.size(); }

  /// After the attempts: keeps what has arrived of an answer that broke off. Errors are of the
  /// disk.
  [[nodiscard]] base::Result<Standing> settle(const std::string& address, const WebHead& head,
                                              const std::optional<base::Error>& error);
  /// The answer is here: looks at it and keeps it.
  [[nodiscard]] tl::expected<Brought, Trouble> done(const WebHead& head);

 private:
  Bringing(const Surroundings& at, const Settings& settings, Wanted wanted, Parts parts)
      : at_(&at), settings_(&settings), wanted_(std::move(wanted)), parts_(std::move(parts)) {}
  [[nodiscard]] base::Status open_answer(const std::string& address, const WebHead& head);
  [[nodiscard]] bool goes_on(const std::string& address, const WebHead& head) const;
  [[nodiscard]] CachePlace place() const { return {at_->files, wanted_.folder}; }

  const Surroundings* at_;
  const Settings* settings_;
  Wanted wanted_;
  Parts parts_;
  std::optional<Kept> kept_;
  bool begun_ = false;              ///< a piece of this answer has come
  bool another_ = false;            ///< it was no rest of what is here
  int anew_ = 0;                    ///< how often it was begun anew
  std::uint64_t settled_at_ = 0;    ///< how much had arrived when the last answer ended
  std::optional<base::Error> own_;  ///< of the disk
};

}  // namespace comity::service::fetching
