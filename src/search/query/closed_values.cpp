#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "search/query/query.h"

// Fields whose values are a closed list.
namespace comity::search {
namespace {

/// How many bytes must be put in, taken out or changed to make one text of the other.
std::size_t changes_between(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < from.size(); ++i) {
    auto diagonal = row[0]++;
    for (std::size_t k = 0; k < to.size(); ++k) {
      const auto changed = diagonal + (from[i] == to[k] ? 0 : 1);
      diagonal = row[k + 1];
      row[k + 1] = std::min({changed, row[k] + 1, row[k + 1] + 1});
    }
  }
  return row.back();
}

std::string listed(const std::vector<std::string>& values) {
  constexpr std::size_t kMostListed = 20;
  std::string list;
  for (std::size_t i = 0; i < values.size() && i < kMostListed; ++i) {
    list += (i == 0 ? "" : ", ") + values[i];
  }
  return values.size() > kMostListed ? list + ", …" : list;
}

const std::string* listed_value(std::span<const std::string> values, std::string_view typed) {
  const auto wanted = base::folded(typed);
  const auto found = std::find_if(values.begin(), values.end(),
                                  [&](const auto& each) { return base::folded(each) == wanted; });
  return found == values.end() ? nullptr : &*found;
}

}  // namespace

std::string value_like(std::span<const std::string> values, std::string_view typed) {
  const auto wanted = base::folded(typed);
  const std::string* begins = nullptr;
  const std::string* nearest = nullptr;
  std::size_t beginning = 0;
  auto least = wanted.size() / 3 + 1;
  for (const auto& value : values) {
    const auto folded = base::folded(value);
    if (folded.starts_with(wanted)) begins = &value, ++beginning;
    // At least as many changes as one is longer: a very long text is not compared at all.
    const auto [shorter, longer] = std::minmax({wanted.size(), folded.size()});
    if (longer - shorter >= least) continue;
    if (const auto changes = changes_between(wanted, folded); changes < least) {
      least = changes;
      nearest = &value;
    }
  }
  if (beginning == 1) return *begins;
  return nearest == nullptr ? std::string() : *nearest;
}

std::string value_meant(const SchemaField& field, std::string_view typed) {
  auto meant = field.meant ? field.meant(typed) : std::string(typed);
  const auto* const value = listed_value(field.values, meant);
  return value == nullptr ? meant : *value;
}

bool has_value(const SchemaField& field, std::string_view value) {
  return field.values.empty() || listed_value(field.values, value) != nullptr ||
         (field.value_too && field.value_too(value));
}

QueryError no_such_value(const SchemaField& field, std::string_view value) {
  QueryError error;
  error.field = field.name;
  error.value = value;
  const bool told = field.told == SchemaField::Told::all;
  if (told) error.values.assign(field.values.begin(), field.values.end());
  if (field.perhaps) error.perhaps = field.perhaps(value);
  if (error.perhaps.empty()) error.perhaps = value_like(field.values, value);
  error.message = field.name + " has no value \"" + error.value + "\"";
  if (told) error.message += "; there are " + listed(error.values);
  if (!error.perhaps.empty()) error.message += "; \"" + error.perhaps + "\" was probably meant";
  return error;
}

}  // namespace comity::search
