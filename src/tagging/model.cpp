#include "tagging/model.h"

#include <cstring>

#include "tagging/linear.h"

namespace comity::tagging {
namespace {

using base::ErrorKind;
using base::JsonArray;
using base::JsonObject;
using base::Result;

constexpr std::string_view kMagic = "COMITYTG";
constexpr std::int64_t kVersion = 1;
constexpr std::size_t kSum = 8;
constexpr std::size_t kMostHeader = std::size_t{1} << 20;

template <typename T>
void append_fixed(std::string& out, T value) {
  char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  out.append(bytes, sizeof(T));
}

/// The number at the start of `bytes`, which is moved past it; there must be as many.
template <typename T>
T take_fixed(std::string_view& bytes) {
  T value{};
  std::memcpy(&value, bytes.data(), sizeof(T));
  bytes.remove_prefix(sizeof(T));
  return value;
}

ModelOrigin origin_from(const JsonObject& header) {
  ModelOrigin origin;
  origin.made = base::text_at(header, "made");
  for (const auto& each : base::array_at(header, "sources")) {
    if (each.is_string()) origin.sources.emplace_back(each.get_string());
  }
  origin.rows = static_cast<std::uint64_t>(base::integer_at(header, "rows"));
  origin.confirmed = static_cast<std::uint64_t>(base::integer_at(header, "confirmed"));
  return origin;
}

}  // namespace

Model::Model(ModelOrigin origin, std::vector<LinearData> parts) : origin_(std::move(origin)) {
  parts_.reserve(parts.size());
  for (auto& part : parts) parts_.emplace_back(std::move(part));
  fingerprint_ = hash_of(to_bytes());
}
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

Result<Model> Model::from_bytes(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) return corrupt_model("the file is no model of tags");
  if (bytes.size() < kMagic.size() + 4 + kSum || bytes.size() > kMostModelBytes) {
    return corrupt_model("the file is too short or too long");
  }
  auto sum_bytes = bytes.substr(bytes.size() - kSum);
  bytes.remove_suffix(kSum);
  if (take_fixed<std::uint64_t>(sum_bytes) != hash_of(bytes)) {
    return corrupt_model("the file is damaged");
  }
  bytes.remove_prefix(kMagic.size());
  const auto length = take_fixed<std::uint32_t>(bytes);
  if (length > bytes.size() || length > kMostHeader)
    return corrupt_model("the file ends in its header");
  const auto json = base::parse_json(bytes.substr(0, length));
  if (!json || !json->is_object()) return corrupt_model("the header cannot be read");
  bytes.remove_prefix(length);
  const auto& header = json->get_object();
  if (const auto version = base::integer_at(header, "version"); version != kVersion) {
    return base::fail(ErrorKind::unsupported, "the model of tags has another version",
                      "the model of tags", "train it again: comity train --from FILE.csv");
  }
  std::vector<LinearData> parts;
  for (const auto& each : base::array_at(header, "parts")) {
    if (!each.is_object()) return corrupt_model("a part has no header");
    COMITY_TRY(auto part, read_linear(each.get_object(), bytes));
    parts.push_back(std::move(part));
  }
  if (!bytes.empty()) return corrupt_model("the file has more bytes than parts");
  return Model(origin_from(header), std::move(parts));
}

std::string Model::to_bytes() const {
  JsonArray parts, sources;
  for (const auto& part : parts_) parts.emplace_back(header_of(part.data()));
  for (const auto& source : origin_.sources) sources.emplace_back(source);
  const auto header = base::to_text(JsonObject{{"version", kVersion},
                                               {"made", origin_.made},
                                               {"sources", std::move(sources)},
                                               {"rows", origin_.rows},
                                               {"confirmed", origin_.confirmed},
                                               {"parts", std::move(parts)}});
  std::string out(kMagic);
  append_fixed(out, static_cast<std::uint32_t>(header.size()));
  out += header;
  for (const auto& part : parts_) append_tables(part.data(), out);
  append_fixed(out, hash_of(out));
  return out;
}

const Linear* Model::part(Scheme scheme) const {
  for (const auto& part : parts_) {
    if (part.data().scheme == scheme) return &part;
  }
  return nullptr;
}

}  // namespace comity::tagging
