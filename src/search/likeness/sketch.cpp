#include "search/likeness/sketch.h"

#include <algorithm>
#include <unordered_map>

#include "base/ascii.h"
#include "base/text.h"

// One binary runs everywhere and takes the wide instructions where there are any. Sanitizers are
// not ready when the loader chooses among the versions.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define COMITY_VERSIONS __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define COMITY_VERSIONS
#endif

namespace comity::search {
namespace {

constexpr std::size_t kHashes = kBands * kBandRows;

constexpr std::uint64_t mixed(std::uint64_t x) {  // the finalizer of SplitMix64
  x ^= x >> 30;
  x *= 0xBF58'476D'1CE4'E5B9;
  x ^= x >> 27;
  x *= 0x94D0'49BB'1331'11EB;
  return x ^ (x >> 31);
}

struct Family {
  std::array<std::uint32_t, kHashes> flips{};
  std::array<std::uint32_t, kHashes> factors{};
};

constexpr Family family() {
  Family out;
  for (std::size_t i = 0; i < kHashes; ++i) {
    const auto random = mixed(0x9E37'79B9'7F4A'7C15 * (i + 1));
    out.flips[i] = static_cast<std::uint32_t>(random);
    out.factors[i] = static_cast<std::uint32_t>(random >> 32) | 1;
  }
  return out;
}

constexpr Family kFamily = family();

using Minima = std::array<std::uint32_t, kHashes>;

/// The least value that each hash function takes on the shingles.
COMITY_VERSIONS void take_minima(const std::uint32_t* shingles, std::size_t count,
                                 std::uint32_t* minima) {
  for (std::size_t s = 0; s < count; ++s) {
    const std::uint32_t shingle = shingles[s];
    for (std::size_t i = 0; i < kHashes; ++i) {
      const std::uint32_t hash = (shingle ^ kFamily.flips[i]) * kFamily.factors[i];
      minima[i] = hash < minima[i] ? hash : minima[i];
    }
  }
}

constexpr bool is_ascii_word(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

constexpr bool is_punctuation(char32_t c) {
  return (c >= 0x2000 && c <= 0x206F) || (c >= 0x3000 && c <= 0x303F) ||
         (c >= 0xFF00 && c <= 0xFF0F) || c == 0x00A0 || c == 0x00AB || c == 0x00BB || c == 0x060C ||
         c == 0x061B || c == 0x061F || c == 0xFFFD;
}

constexpr bool is_ideograph(char32_t c) { return c >= 0x3400 && c <= 0x9FFF; }

constexpr std::uint64_t kEmpty = 0xCBF2'9CE4'8422'2325;  // FNV-1a
constexpr std::uint64_t stepped(std::uint64_t hash, std::uint64_t with) {
  return (hash ^ with) * 0x0000'0100'0000'01B3;
}

/// The hashes of the words in order.
class WordHashes {
 public:
  void add(char32_t c) { hash_ = stepped(hash_, c), open_ = true; }
  void close() {
    if (open_) hashes_.push_back(hash_);
    hash_ = kEmpty;
    open_ = false;
  }
  [[nodiscard]] const std::vector<std::uint64_t>& hashes() const { return hashes_; }

 private:
  std::vector<std::uint64_t> hashes_;
  std::uint64_t hash_ = kEmpty;
  bool open_ = false;
};

void add_ascii(std::string_view text, WordHashes& words) {
  for (const char each : text) {
    const auto c = static_cast<unsigned char>(each);
    if (is_ascii_word(c)) {
      words.add(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    } else {
      words.close();
    }
  }
  words.close();
}

void add_other(std::string_view text, WordHashes& words) {
  const auto plain = base::unaccented(text);
  for (std::size_t at = 0; at < plain.size();) {
    const auto c = base::next_code_point(plain, at);
    const bool letter =
        c < 0x80 ? is_ascii_word(static_cast<unsigned char>(c)) : !is_punctuation(c);
    if (!letter || is_ideograph(c)) words.close();
    if (letter) words.add(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
    if (is_ideograph(c)) words.close();
  }
  words.close();
}

/// Groups rows with the same shingles: a pair of hashes of 64 bits stands for the set.
std::uint64_t name_of(std::span<const std::uint32_t> shingles) {
  std::uint64_t hash = shingles.size();
  for (const auto shingle : shingles) hash = mixed(hash ^ shingle);
  return hash;
}

/// The rows that are the first with their shingles, and those shingles one after the other.
struct Sets {
  std::vector<std::uint32_t> rows;
  std::vector<std::uint64_t> begins;  ///< one more than rows
  std::vector<std::uint32_t> shingles;

  [[nodiscard]] std::span<const std::uint32_t> of(std::size_t i) const {
    return std::span(shingles).subspan(begins[i], begins[i + 1] - begins[i]);
  }
};

/// Rows of one bucket that are so many make pairs beyond use; real ones are far smaller.
constexpr std::size_t kWidestBucket = 4096;

/// Pairs of sets that share a key of a band, each once.
std::vector<std::uint64_t> candidates(const Sets& sets) {
  std::vector<NearKeys> keys(sets.rows.size());
  for (std::size_t i = 0; i < keys.size(); ++i) keys[i] = *near_keys(sets.of(i));
  std::vector<std::uint64_t> pairs;
  std::vector<std::uint64_t> order(keys.size());
  for (std::size_t band = 0; band < kBands; ++band) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      order[i] = std::uint64_t{keys[i][band]} << 32 | i;
    }
    std::sort(order.begin(), order.end());
    for (std::size_t from = 0; from < order.size();) {
      auto to = from + 1;
      while (to < order.size() && order[to] >> 32 == order[from] >> 32) ++to;
      const auto end = std::min(to, from + kWidestBucket);
      for (auto a = from; a < end; ++a) {
        for (auto b = a + 1; b < end; ++b) {
          pairs.push_back((order[a] & 0xFFFF'FFFF) << 32 | (order[b] & 0xFFFF'FFFF));
        }
      }
      from = to;
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace

std::vector<std::uint32_t> shingles_of(std::string_view text) {
  WordHashes words;
  if (base::is_ascii(text)) {
    add_ascii(text, words);
  } else {
    add_other(text, words);
  }
  const auto& hashes = words.hashes();
  std::vector<std::uint32_t> shingles;
  if (hashes.size() == 1) shingles.push_back(static_cast<std::uint32_t>(mixed(hashes.front())));
  for (std::size_t i = 1; i < hashes.size(); ++i) {
    shingles.push_back(
        static_cast<std::uint32_t>(mixed(hashes[i - 1] * 0x9E37'79B9'7F4A'7C15 + hashes[i])));
  }
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

double jaccard(std::span<const std::uint32_t> a, std::span<const std::uint32_t> b) {
  std::size_t both = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) ++both;
    const bool step_a = a[i] <= b[j];
    const bool step_b = b[j] <= a[i];
    i += step_a ? 1 : 0;
    j += step_b ? 1 : 0;
  }
  const auto either = a.size() + b.size() - both;
  return either == 0 ? 0 : static_cast<double>(both) / static_cast<double>(either);
}

std::optional<NearKeys> near_keys(std::span<const std::uint32_t> shingles) {
  if (shingles.empty()) return std::nullopt;
  Minima minima;
  minima.fill(~std::uint32_t{0});
  take_minima(shingles.data(), shingles.size(), minima.data());
  NearKeys keys{};
  for (std::size_t band = 0; band < kBands; ++band) {
    std::uint64_t key = band;
    for (std::size_t row = 0; row < kBandRows; ++row) {
      key = mixed(key ^ minima[band * kBandRows + row]);
    }
    keys[band] = static_cast<std::uint32_t>(key);
  }
  return keys;
}

NearRows near_rows(std::span<const std::string_view> texts) {
  NearRows out;
  Sets sets;
  sets.begins.push_back(0);
  std::unordered_map<std::uint64_t, std::uint32_t> first;
  first.reserve(texts.size());
  out.same_as.reserve(texts.size());
  for (std::uint32_t row = 0; row < texts.size(); ++row) {
    const auto shingles = shingles_of(texts[row]);
    const auto [known, fresh] = first.emplace(name_of(shingles), row);
    out.same_as.push_back(shingles.empty() ? row : known->second);
    if (shingles.empty() || !fresh) continue;
    sets.rows.push_back(row);
    sets.shingles.insert(sets.shingles.end(), shingles.begin(), shingles.end());
    sets.begins.push_back(sets.shingles.size());
  }
  for (const auto pair : candidates(sets)) {
    const auto a = static_cast<std::size_t>(pair >> 32);
    const auto b = static_cast<std::size_t>(pair & 0xFFFF'FFFF);
    const double alike = jaccard(sets.of(a), sets.of(b));
    if (alike >= kNear) out.pairs.push_back({sets.rows[a], sets.rows[b], alike});
  }
  return out;
}

}  // namespace comity::search

#undef COMITY_VERSIONS
