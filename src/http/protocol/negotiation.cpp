#include "http/protocol/negotiation.h"

#include <algorithm>

#include "base/text.h"
#include "http/protocol/message.h"

namespace comity::http {
namespace {

// "0.7" -> 700; 1000 where it is not a number between 0 and 1.
int quality_from(std::string_view text) {
  if (text.empty() || (text[0] != '0' && text[0] != '1')) return 1000;
  if (text[0] == '1') return 1000;
  int thousandths = 0;
  int weight = 100;
  for (std::size_t at = 2; at < text.size() && at < 5; ++at) {
    if (text[at] < '0' || text[at] > '9') break;
    thousandths += (text[at] - '0') * weight;
    weight /= 10;
  }
  return thousandths;
}

// How closely a media range names a type: 0 not at all, 1 "*/*", 2 "text/*", 3 exactly.
int closeness(std::string_view range, std::string_view type) {
  if (range == "*/*" || range == "*") return 1;
  if (equal_without_case(range, type)) return 3;
  const std::size_t slash = range.find('/');
  if (slash == std::string_view::npos || range.substr(slash) != "/*") return 0;
  return equal_without_case(range.substr(0, slash), type.substr(0, type.find('/'))) ? 2 : 0;
}

// What the closest range says of a type.
int quality_of(const std::vector<Preference>& preferences, std::string_view type) {
  int best = 0;
  int quality = 0;
  for (const Preference& each : preferences) {
    const int close = closeness(each.range, type);
    if (close > best) {
      best = close;
      quality = each.quality;
    }
  }
  return quality;
}

}  // namespace

std::vector<Preference> parse_preferences(std::string_view header) {
  std::vector<Preference> preferences;
  for (const std::string_view member : base::split(header, ',')) {
    Preference preference;
    bool first = true;
    for (std::string_view part : base::split(member, ';')) {
      part = base::trimmed(part);
      if (first) preference.range = part;
      if (!first && part.size() > 2 && (part.substr(0, 2) == "q=" || part.substr(0, 2) == "Q=")) {
        preference.quality = quality_from(part.substr(2));
      }
      first = false;
    }
    if (!preference.range.empty() && preferences.size() < 64) preferences.push_back(preference);
  }
  return preferences;
}

std::optional<std::size_t> choose_media_type(std::string_view accept,
                                             const std::vector<std::string_view>& offered) {
  if (offered.empty()) return std::nullopt;
  const auto preferences = parse_preferences(accept);
  if (preferences.empty()) return 0;
  std::optional<std::size_t> chosen;
  int best = 0;
  for (std::size_t index = 0; index < offered.size(); ++index) {
    const int quality = quality_of(preferences, offered[index]);
    if (quality > best) {
      best = quality;
      chosen = index;
    }
  }
  return chosen;
}

std::string_view choose_language(std::string_view accept_language,
                                 const std::vector<std::string_view>& offered) {
  if (offered.empty()) return {};
  std::string_view chosen = offered.front();
  int best = 0;
  for (const Preference& each : parse_preferences(accept_language)) {
    const std::string_view primary = each.range.substr(0, each.range.find('-'));
    const auto fit = std::find_if(offered.begin(), offered.end(), [&](std::string_view language) {
      return equal_without_case(language, primary);
    });
    if (fit != offered.end() && each.quality > best) {
      best = each.quality;
      chosen = *fit;
    }
  }
  return chosen;
}

std::string_view name_of(Coding coding) {
  switch (coding) {
    case Coding::identity:
      return "identity";
    case Coding::gzip:
      return "gzip";
    case Coding::br:
      return "br";
  }
  return "identity";
}

Coding choose_coding(std::string_view accept_encoding) {
  const auto preferences = parse_preferences(accept_encoding);
  Coding chosen = Coding::identity;
  int best = 0;
  for (const Coding coding : {Coding::br, Coding::gzip}) {
    int quality = 0;
    for (const Preference& each : preferences) {
      if (each.range == "*") quality = std::max(quality, each.quality);
    }
    for (const Preference& each : preferences) {
      if (equal_without_case(each.range, name_of(coding))) quality = each.quality;
    }
    if (quality > best) {
      best = quality;
      chosen = coding;
    }
  }
  return chosen;
}

}  // namespace comity::http
