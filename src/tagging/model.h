#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "tagging/scheme.h"

namespace comity::tagging {

class Linear;
struct LinearData;

/// Where a model comes from, as it says itself.
struct ModelOrigin {
  std::string made;                  ///< RFC 3339
  std::vector<std::string> sources;  ///< names of the files or works that it learnt from
  std::uint64_t rows = 0;
  std::uint64_t confirmed = 0;  ///< of the rows, how many a person's decision stands behind
};

/// What `comity train` makes: linear classifiers for themes and kinds of action, as a value and as
/// the bytes of a file (docs/formats/tags.md). Immutable; thread-safe.
class Model {
 public:
  Model(ModelOrigin origin, std::vector<LinearData> parts);
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;
  ~Model();

  /// Errors: corrupt (damaged, or of another kind of file), unsupported (a later version's).
  [[nodiscard]] static base::Result<Model> from_bytes(std::string_view bytes);
  [[nodiscard]] std::string to_bytes() const;

  [[nodiscard]] const ModelOrigin& origin() const { return origin_; }
  [[nodiscard]] const std::vector<Linear>& parts() const { return parts_; }
  /// Null where the model knows nothing of the scheme.
  [[nodiscard]] const Linear* part(Scheme scheme) const;
  /// Of the bytes; names the model in an index.
  [[nodiscard]] std::uint64_t fingerprint() const { return fingerprint_; }

 private:
  ModelOrigin origin_;
  std::vector<Linear> parts_;
  std::uint64_t fingerprint_ = 0;
};

/// Files longer than this are refused.
inline constexpr std::uint64_t kMostModelBytes = std::uint64_t{64} << 20;

}  // namespace comity::tagging
