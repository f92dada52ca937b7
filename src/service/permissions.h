#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace comity::service {

/// What somebody is in a space (design 10).
enum class Role : std::uint8_t { anyone, administrator };

/// What somebody may wish to do to something in a space.
enum class Action : std::uint8_t {
  read_published,
  read_internal,
  import_document,
  publish,
  withdraw,
  reread,
  choose_copy,
  back_up,
};

inline constexpr std::array kRoles = {Role::anyone, Role::administrator};
inline constexpr std::array kActions = {
    Action::read_published, Action::read_internal, Action::import_document, Action::publish,
    Action::withdraw,       Action::reread,        Action::choose_copy,     Action::back_up};

/// Who acts: the public, or a person with the spaces that they administer.
struct Actor {
  std::string id;  ///< random id, empty for the public
  std::string name;
  std::string session;                             ///< the session's token, empty without one
  std::set<std::string, std::less<>> administers;  ///< names of spaces; "*" is every space

  [[nodiscard]] Role role_in(std::string_view space) const;
};

/// The public, who reads what is published.
[[nodiscard]] Actor anyone();
/// Whoever may write in the data folder: the owner of the installation.
[[nodiscard]] Actor owner_of_the_folder();

/// The one table of rights. Asked by `service` only.
[[nodiscard]] bool may(Role role, Action action);
[[nodiscard]] bool may(const Actor& actor, Action action, std::string_view space);

}  // namespace comity::service
