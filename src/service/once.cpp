#include "service/once.h"

#include "base/hash.h"
#include "service/accounts/tokens.h"

namespace comity::service {
namespace {

constexpr std::int64_t kMinute = std::int64_t{60} * 1'000'000;
constexpr std::int64_t kKept = 24 * 60 * kMinute;
constexpr std::int64_t kClaimed = 15 * kMinute;

base::Result<store::NamedRequest> named(const Installation& installation, const Actor& actor,
                                        const NamedRequest& request) {
  COMITY_TRY(const auto person, person_of(installation, actor));
  return store::NamedRequest{person, request.name, base::sha256(request.fingerprint)};
}

base::Time in(const Installation& installation, std::int64_t time) {
  return {installation.clock().now().microseconds + time};
}

}  // namespace

base::Result<store::Claim> claim(Installation& installation, const Actor& actor,
                                 const NamedRequest& request) {
  COMITY_TRY(const auto known, named(installation, actor, request));
  return installation.store().answers().claim(known, installation.clock().now(),
                                              in(installation, kClaimed));
}

base::Status keep_answer(Installation& installation, const Actor& actor,
                         const NamedRequest& request, std::string_view answer) {
  COMITY_TRY(const auto known, named(installation, actor, request));
  return installation.store().answers().keep(known, answer, in(installation, kKept));
}

base::Status give_up(Installation& installation, const Actor& actor, const NamedRequest& request) {
  COMITY_TRY(const auto known, named(installation, actor, request));
  return installation.store().answers().give_up(known);
}

}  // namespace comity::service
