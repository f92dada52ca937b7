#include "service/sealing/sealing.h"
#include "base/hex.h"

#include <algorithm>

#include "service/sealing/call_ring.h"

namespace comity::service {
namespace {

constexpr std::string_view kReceiptPurpose = "comity: the code of a reply";

}  // namespace

using base::ErrorKind;
using base::fail;
using base::Result;

struct CallOpener::Keys {
  std::vector<KeyPair> pairs;  ///< the last first
};

CallOpener::CallOpener(std::unique_ptr<const Keys> keys) : keys_(std::move(keys)) {}
CallOpener::CallOpener(CallOpener&&) noexcept = default;
CallOpener& CallOpener::operator=(CallOpener&&) noexcept = default;
CallOpener::~CallOpener() = default;

Result<std::string> CallOpener::open(const Sealed& sealed) const {
  const auto key = sealed_to(sealed.bytes);
  const auto pair = std::find_if(keys_->pairs.begin(), keys_->pairs.end(),
                                 [&](const KeyPair& each) { return each.key == key; });
  if (key.empty() || pair == keys_->pairs.end()) {
    return fail(ErrorKind::corrupt, "this was not sealed to the call");
  }
  return opened_bytes(*pair, sealed.bytes);
}

Result<Reception> can_receive_sealed(Installation& installation, const CallName& call) {
  COMITY_TRY(const auto ring, ring_of(installation, call));
  if (!ring.record) {
    return Reception{false, "nobody was named a reader of this call", "name its readers first"};
  }
  const auto& keys = ring.record->keys;
  for (const auto& reader : keys.readers) {
    COMITY_TRY(const auto known, holder(installation, reader.person, ring.space.name));
    if (state_of(keys, reader, known) == ReaderState::reads) return Reception{true, {}, {}};
  }
  return Reception{false, "none of the call's readers can open what is sealed to it",
                   "name a reader who has a key, or recover the call's secret for one"};
}

Result<Sealed> seal(Installation& installation, const CallName& call, std::string_view bytes) {
  COMITY_TRY(const auto reception, can_receive_sealed(installation, call));
  COMITY_TRY(const auto ring, ring_of(installation, call));
  if (!reception.possible || !ring.record) {
    return fail(ErrorKind::unavailable, reception.why, call.id, reception.mend);
  }
  return Sealed{
      sealed_bytes(base::from_hex(ring.record->keys.keys.back().key).value_or(""), bytes)};
}

Result<CallOpener> opener_of(Installation& installation, const Actor& actor, const CallName& call) {
  COMITY_TRY(const auto ring, ring_of(installation, call));
  COMITY_TRY(auto last, last_pair(installation, actor, call, ring));
  COMITY_TRY(auto pairs, all_pairs(ring.record->keys, std::move(last)));
  return CallOpener(std::make_unique<const CallOpener::Keys>(CallOpener::Keys{std::move(pairs)}));
}

Result<std::string> open_sealed(Installation& installation, const Actor& actor,
                                const CallName& call, const Sealed& sealed) {
  COMITY_TRY(const auto opener, opener_of(installation, actor, call));
  return opener.open(sealed);
}

Sealed seal_to_code(std::string_view code, std::string_view bytes) {
  return {sealed_bytes(pair_of(secret_of(code, kReceiptPurpose)).key, bytes)};
}

Result<std::string> open_by_code(std::string_view code, const Sealed& sealed) {
  return opened_bytes(pair_of(secret_of(code, kReceiptPurpose)), sealed.bytes);
}

}  // namespace comity::service
