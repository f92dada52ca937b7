#include "specimen/states.h"

#include <algorithm>
#include <set>

#include "base/csv.h"
#include "base/result.h"
#include "embedded_comity_specimen.h"
#include "names/register.h"
#include "specimen/random.h"

namespace comity::specimen {
namespace {

/// A pattern of a name in six languages; {} stands for the first stem, <> for the second.
struct Pattern {
  std::array<const char*, kColumns> text;
};

constexpr Pattern kPlain = {{"{}", "{}", "{}", "{}", "{}", "{}"}};
constexpr Pattern kAnd = {{"{} and <>", "{}-et-<>", "{} y <>", "{} и <>", "{} و<>", "{}和<>"}};
constexpr Pattern kFederation = {{"{} (Federation of)", "{} (Fédération de)", "{} (Federación de)",
                                  "{} (Федерация)", "{} (اتحاد)", "{}联邦"}};
constexpr Pattern kSouth = {{"South {}", "{} du Sud", "{} del Sur", "Южный {}", "جنوب {}", "南{}"}};
constexpr Pattern kSouthOfHer = {
    {"South {}", "{} du Sud", "{} del Sur", "Южная {}", "جنوب {}", "南{}"}};
constexpr Pattern kHyphen = {{"{}-<>", "{}-<>", "{}-<>", "{}-<>", "{} - <>", "{}<>"}};
constexpr Pattern kIslands = {
    {"{} Islands", "Îles {}", "Islas {}", "Острова {}", "جزر {}", "{}群岛"}};
constexpr Pattern kUnited = {{"United Republic of {}", "République-Unie de {}",
                              "República Unida de {}", "Объединенная Республика {}",
                              "جمهورية {} المتحدة", "{}联合共和国"}};
constexpr Pattern kCape = {
    {"Cap d'Or-{}", "Cap d'Or-{}", "Cabo de Oro-{}", "Кап-д'Ор-{}", "كاب دور - {}", "金角{}"}};

constexpr Pattern kFormal[] = {
    {{"the Republic of {}", "la République de {}", "la República de {}", "Республика {}",
      "جمهورية {}", "{}共和国"}},
    {{"the Kingdom of {}", "le Royaume de {}", "el Reino de {}", "Королевство {}", "مملكة {}",
      "{}王国"}},
    {{"the Commonwealth of {}", "le Commonwealth de {}", "el Commonwealth de {}", "Содружество {}",
      "كمنولث {}", "{}国协"}},
    {{"the Democratic Republic of {}", "la République démocratique de {}",
      "la República Democrática de {}", "Демократическая Республика {}", "جمهورية {} الديمقراطية",
      "{}民主共和国"}}};
constexpr Pattern kFormalFederation = {{"the Federation of {}", "la Fédération de {}",
                                        "la Federación de {}", "Федерация {}", "اتحاد {}",
                                        "{}联邦"}};

constexpr const char* kGroups[] = {"African States", "Asia-Pacific States",
                                   "Eastern European States", "Latin American and Caribbean States",
                                   "Western European and other States"};

/// The kinds of names in turn; what follows them is plain, with one "and" in ten.
enum class Kind : std::uint8_t { plain, both, federation, south, hyphen, islands, united, cape };
constexpr Kind kKinds[] = {Kind::plain, Kind::south,   Kind::hyphen, Kind::federation,
                           Kind::both,  Kind::islands, Kind::united, Kind::cape};

Names filled(const Pattern& pattern, const Names& first, const Names& second) {
  Names names;
  for (std::size_t i = 0; i < kColumns; ++i) {
    const std::string_view text = pattern.text[i];
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (text.substr(at, 2) == "{}") {
        names[i] += first[i];
        ++at;
      } else if (text.substr(at, 2) == "<>") {
        names[i] += second[i];
        ++at;
      } else {
        names[i] += text[at];
      }
    }
  }
  return names;
}

using Syllables = std::vector<Names>;

Syllables syllables(std::string_view kind) {
  const auto table = base::parse_csv(embedded("data/specimen/syllables.csv"));
  COMITY_ASSERT(table.has_value() && table->columns.size() == kColumns + 1);
  Syllables result;
  for (const auto& row : table->rows) {
    if (row[0] != kind) continue;
    Names names;
    std::copy(row.begin() + 1, row.end(), names.begin());
    result.push_back(std::move(names));
  }
  return result;
}

/// Makes stems that no State bears and no other stem contains.
class Inventor {
 public:
  explicit Inventor(std::uint64_t seed)
      : random_(seed, "states", 0),
        starts_(syllables("start")),
        middles_(syllables("middle")),
        ends_(syllables("end")) {}

  std::vector<InventedState> run(std::size_t count) {
    std::vector<InventedState> states;
    while (states.size() < count) states.push_back(state(states.size()));
    std::sort(states.begin(), states.end(),
              [](const auto& a, const auto& b) { return a.code < b.code; });
    return states;
  }

 private:
  InventedState state(std::size_t index) {
    const auto kind = index < std::size(kKinds) ? kKinds[index]
                      : random_.one_in(10)      ? Kind::both
                                                : Kind::plain;
    InventedState made;
    const auto own = stem();
    if (index == 0) first_ = own;
    made.short_name = short_name(kind, own);
    const bool federation = kind == Kind::federation;
    const auto& formal =
        federation ? kFormalFederation : kFormal[random_.below(std::size(kFormal))];
    made.formal_name = filled(formal, federation ? own : made.short_name, own);
    if (kind == Kind::united) {
      for (std::size_t i = 0; i < kColumns; ++i) made.formal_name[i] = made.short_name[i];
      made.formal_name[kEn] = "the " + made.short_name[kEn];
    }
    made.article = kind == Kind::islands || kind == Kind::united;
    if (federation || kind == Kind::united) made.spelling = own[kEn];
    if (index == std::size(kKinds)) {
      made.former = stem()[kEn];
      made.former_until = 2013;
    }
    made.code = code(own[kEn]);
    made.regional_group = kGroups[index % std::size(kGroups)];
    return made;
  }

  Names short_name(Kind kind, const Names& own) {
    switch (kind) {
      case Kind::plain:
        break;
      case Kind::both:
        return filled(kAnd, own, stem());
      case Kind::federation:
        return filled(kFederation, own, own);
      // One name inside another: "Bodoria", "South Bodoria", "Bodoria-Kelomar".
      case Kind::south:
        return filled(first_[kRu].ends_with("я") ? kSouthOfHer : kSouth, first_, own);
      case Kind::hyphen:
        return filled(kHyphen, first_, own);
      case Kind::islands:
        return filled(kIslands, own, own);
      case Kind::united:
        return filled(kUnited, own, own);
      case Kind::cape:
        return filled(kCape, own, own);
    }
    return filled(kPlain, own, own);
  }

  Names stem() {
    const auto& real = names::Register::builtin();
    while (true) {
      const auto& start = starts_[random_.below(starts_.size())];
      const auto& middle = middles_[random_.below(middles_.size())];
      const auto& end = ends_[random_.below(ends_.size())];
      Names names;
      // "Vevevell" reads badly.
      bool taken = middle[kEn][0] == (start[kEn][0] | 0x20) || middle[kEn][0] == end[kEn][0];
      for (std::size_t i = 0; i < kColumns; ++i) {
        names[i] = start[i] + middle[i] + end[i];
        // Chinese has no spaces to keep one name from lying inside another.
        taken = taken || real.find(names[i]) != nullptr || overlaps(names[i]);
      }
      if (taken) continue;
      for (const auto& name : names) used_.push_back(name);
      return names;
    }
  }

  [[nodiscard]] bool overlaps(const std::string& name) const {
    return std::any_of(used_.begin(), used_.end(), [&](const std::string& other) {
      return other.find(name) != std::string::npos || name.find(other) != std::string::npos;
    });
  }

  /// X and two letters of the name, or, where those are taken, the next free ones.
  std::string code(const std::string& name) {
    const auto letter = [&](std::size_t at) { return static_cast<char>(name[at] & ~0x20); };
    for (std::size_t i = 2; i < name.size(); ++i) {
      if (const auto made = std::string{'X', letter(0), letter(i)}; codes_.insert(made).second) {
        return made;
      }
    }
    for (char second = 'A'; second <= 'Z'; ++second) {
      for (char third = 'A'; third <= 'Z'; ++third) {
        if (const auto made = std::string{'X', second, third}; codes_.insert(made).second) {
          return made;
        }
      }
    }
    return {};
  }

  Random random_;
  Syllables starts_;
  Syllables middles_;
  Syllables ends_;
  Names first_;
  std::vector<std::string> used_;
  std::set<std::string> codes_;
};

}  // namespace

const std::string& InventedState::name_in(int year) const {
  return !former.empty() && year <= former_until ? former : short_name[kEn];
}

std::string InventedState::in_text(int year) const {
  const auto& name = name_in(year);
  return article && name != former ? "the " + name : name;
}

std::vector<InventedState> invent_states(std::uint64_t seed, std::size_t count) {
  return Inventor(seed).run(std::min<std::size_t>(count, 400));
}

std::string to_csv(const std::vector<InventedState>& states) {
  std::string csv;
  base::append_csv_row(
      csv, {"code",      "iso2",      "m49",       "standing",  "regional_group", "short_en",
            "short_fr",  "short_es",  "short_ru",  "short_ar",  "short_zh",       "formal_en",
            "formal_fr", "formal_es", "formal_ru", "formal_ar", "formal_zh",      "spellings",
            "former",    "inflected", "unverified"});
  for (const auto& state : states) {
    std::vector<std::string> row = {state.code, "", "", "member", state.regional_group};
    row.insert(row.end(), state.short_name.begin(), state.short_name.end());
    row.insert(row.end(), state.formal_name.begin(), state.formal_name.end());
    row.push_back(state.spelling);
    row.push_back(state.former.empty() ? std::string()
                                       : state.former + "||" + std::to_string(state.former_until));
    row.emplace_back();
    row.emplace_back();
    base::append_csv_row(csv, row);
  }
  return csv;
}

}  // namespace comity::specimen
