#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "tagging/linear.h"

namespace comity::tagging {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;

static_assert(std::endian::native == std::endian::little, "model files are little-endian");

constexpr std::uint64_t kMostFeatures = 4'000'000;

template <typename T>
void append(std::string& out, const std::vector<T>& values) {
  // Plain numbers, seen as bytes.
  out.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
}

template <typename T>
bool take(std::string_view& bytes, std::size_t count, std::vector<T>& out) {
  if (bytes.size() / sizeof(T) < count) return false;
  out.resize(count);
  if (count > 0) std::memcpy(out.data(), bytes.data(), count * sizeof(T));
  bytes.remove_prefix(count * sizeof(T));
  return true;
}

bool finite(const std::vector<float>& values) {
  for (const auto value : values) {
    if (!std::isfinite(value)) return false;
  }
  return true;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& word : words) {
    out += word;
    out += '\n';
  }
  return out;
}

Result<std::vector<LearntLabel>> read_labels(const JsonObject& header, Scheme scheme) {
  std::vector<LearntLabel> out;
  for (const auto& each : base::array_at(header, "labels")) {
    if (!each.is_object()) return corrupt_model("a label is no object");
    const auto& object = each.get_object();
    LearntLabel label;
    label.code = base::text_at(object, "code");
    if (label_of(scheme, label.code) == nullptr)
      return corrupt_model("a label has an unknown code");
    label.bias = static_cast<float>(base::number_at(object, "bias"));
    label.threshold = static_cast<float>(base::number_at(object, "threshold"));
    label.slope = static_cast<float>(base::number_at(object, "slope"));
    label.offset = static_cast<float>(base::number_at(object, "offset"));
    label.examples = static_cast<std::uint32_t>(base::integer_at(object, "examples"));
    if (!finite({label.bias, label.threshold, label.slope, label.offset}) || label.slope <= 0) {
      return corrupt_model("a label's numbers cannot be");
    }
    out.push_back(std::move(label));
  }
  if (out.empty() || out.size() > kMostLabels)
    return corrupt_model("a part has no or too many labels");
  return out;
}

/// What must hold of the tables so that nothing built on them goes astray.
bool is_sound(const LinearData& data) {
  for (std::size_t i = 0; i < data.keys.size(); ++i) {
    if (i > 0 && data.keys[i - 1] >= data.keys[i]) return false;
    if (static_cast<std::size_t>(data.kind[i]) >= kFeatureKinds) return false;
    if (!(data.worth[i] > 0)) return false;
  }
  return finite(data.worth) && finite(data.scale);
}

}  // namespace

tl::unexpected<base::Error> corrupt_model(std::string what) {
  return base::fail(base::ErrorKind::corrupt, std::move(what), "the model of tags",
                    "train it again: comity train --from FILE.csv");
}

JsonObject header_of(const LinearData& data) {
  JsonArray labels, shares;
  for (const auto& label : data.labels) {
    labels.push_back(JsonObject{{"code", label.code},
                                {"bias", label.bias},
                                {"threshold", label.threshold},
                                {"slope", label.slope},
                                {"offset", label.offset},
                                {"examples", label.examples}});
  }
  for (const auto share : data.shares) shares.emplace_back(share);
  return {{"scheme", name_of(data.scheme)},     {"kinds", data.kinds},
          {"shares", std::move(shares)},        {"features", data.keys.size()},
          {"words", joined(data.words).size()}, {"labels", std::move(labels)}};
}

void append_tables(const LinearData& data, std::string& out) {
  append(out, data.keys);
  append(out, data.kind);
  append(out, data.worth);
  append(out, data.scale);
  append(out, data.weights);
  out += joined(data.words);
}

Result<LinearData> read_linear(const JsonObject& header, std::string_view& bytes) {
  LinearData data;
  const auto scheme = scheme_from(base::text_at(header, "scheme"));
  if (!scheme) return corrupt_model("a part has an unknown scheme");
  data.scheme = *scheme;
  data.kinds = static_cast<FeatureKinds>(base::integer_at(header, "kinds"));
  const auto& shares = base::array_at(header, "shares");
  if (shares.size() != kFeatureKinds) return corrupt_model("a part has not one share a kind");
  for (std::size_t i = 0; i < kFeatureKinds; ++i) {
    if (!shares[i].is_number()) return corrupt_model("a share is no number");
    data.shares[i] = shares[i].to_number<float>();
    if (!std::isfinite(data.shares[i])) return corrupt_model("a share is no number");
  }
  COMITY_TRY(data.labels, read_labels(header, data.scheme));
  const auto features = base::integer_at(header, "features");
  const auto words = base::integer_at(header, "words");
  if (features < 0 || words < 0 || static_cast<std::uint64_t>(features) > kMostFeatures) {
    return corrupt_model("a part has too many features");
  }
  const auto count = static_cast<std::size_t>(features);
  const bool whole = take(bytes, count, data.keys) && take(bytes, count, data.kind) &&
                     take(bytes, count, data.worth) && take(bytes, count, data.scale) &&
                     take(bytes, count * data.labels.size(), data.weights) &&
                     bytes.size() >= static_cast<std::size_t>(words);
  if (!whole) return corrupt_model("the file ends within a part");
  if (!is_sound(data)) return corrupt_model("a part's tables contradict themselves");
  auto text = bytes.substr(0, static_cast<std::size_t>(words));
  bytes.remove_prefix(text.size());
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    data.words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return data;
}

}  // namespace comity::tagging
