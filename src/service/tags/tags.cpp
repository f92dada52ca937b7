#include "service/tags/tags.h"

#include <system_error>

#include "service/address.h"
#include "service/finding/index_documents.h"
#include "service/finding/indexes.h"
#include "service/installation.h"
#include "service/written.h"

namespace comity::service {
namespace {

using base::JsonArray;
using base::JsonObject;
using base::Result;
using tagging::ExplainedTag;
using tagging::Scheme;

Result<std::shared_ptr<const tagging::Model>> model_in(base::FileSystem& files,
                                                       const std::filesystem::path& path) {
  if (!files.exists(path)) return std::shared_ptr<const tagging::Model>();
  COMITY_TRY(const auto bytes, files.read(path, tagging::kMostModelBytes));
  auto read = tagging::Model::from_bytes(bytes);
  if (!read) {
    read.error().place = path.string();
    return tl::unexpected<base::Error>(std::move(read).error());
  }
  return std::make_shared<const tagging::Model>(*std::move(read));
}

}  // namespace

TextTagger::TextTagger(std::shared_ptr<const tagging::Model> model) : learnt_(std::move(model)) {}

const tagging::Tagger& TextTagger::tagger_for(model::Language language) const {
  const bool english = language == model::Language::en || language == model::Language::und;
  return english ? learnt_ : names_;
}

bool TextTagger::by_model(model::Language language) const {
  return tagger_for(language).model() != nullptr;
}

std::vector<tagging::Tag> TextTagger::tags(std::string_view text, model::Language language) const {
  return tagger_for(language).tags(text);
}

std::vector<ExplainedTag> TextTagger::explained(std::string_view text,
                                                model::Language language) const {
  return tagger_for(language).explained(text);
}

Tags::Tags(std::filesystem::path file, base::FileSystem& files)
    : file_(std::move(file)), files_(files) {}

Tags::Stamp Tags::stamp() const {
  std::error_code none;
  Stamp stamp;
  stamp.bytes = std::filesystem::file_size(file_, none);
  if (none) return {};
  stamp.time = std::filesystem::last_write_time(file_, none);
  return stamp;
}

void Tags::look() {
  // Taken before the file is read: what replaces it meanwhile is seen the next time.
  const auto now = stamp();
  if (looked_ && now == seen_) return;
  auto model = model_in(files_, file_);
  problem_ = model ? base::Status() : tl::unexpected<base::Error>(model.error());
  tagger_ = std::make_shared<const TextTagger>(model ? *std::move(model) : nullptr);
  seen_ = now;
  looked_ = true;
}

std::shared_ptr<const TextTagger> Tags::current() {
  const std::lock_guard lock(mutex_);
  look();
  return tagger_;
}

base::Status Tags::problem() {
  const std::lock_guard lock(mutex_);
  look();
  return problem_;
}

Tags& tags_of(Installation& installation) { return installation.indexes().tags(); }

Result<TextTags> text_tags(Installation& installation, std::string_view text) {
  constexpr std::size_t kLongestText = 100'000;
  COMITY_TRY(const auto written, written_text(text, "text", kLongestText));
  COMITY_CHECK(tags_of(installation).problem());
  const auto tagger = tags_of(installation).current();
  return TextTags{tagger->by_model(model::Language::en),
                  tagger->explained(written, model::Language::en)};
}

JsonObject to_json(const TextTags& tags) {
  JsonArray all;
  for (const auto& tag : tags.tags) all.push_back(tag_json(tag, model::Language::en));
  return {{"tagged_by", tagged_by(tags.by_model)}, {"tags", std::move(all)}};
}

JsonObject tag_json(const ExplainedTag& explained, model::Language language) {
  const auto& [tag, why] = explained;
  const auto facet = facet_of(tag.label->scheme);
  return {{"scheme", tagging::name_of(tag.label->scheme)},
          {"code", tag.label->code},
          {"label", tagging::name_in(*tag.label, language)},
          {"confidence", tag.confidence},
          {"origin", tagging::name_of(tag.means)},
          {"why", JsonArray(why.begin(), why.end())},
          {"address", facet.empty() ? std::string()
                                    : search_address({{"kind", "recommendation"},
                                                      {std::string(facet), tag.label->code}})}};
}

std::string_view tagged_by(bool by_model) { return by_model ? "model" : "gazetteers"; }

std::string_view facet_of(Scheme scheme) {
  switch (scheme) {
    case Scheme::theme:
      return facet::kTheme;
    case Scheme::action:
      return facet::kAction;
    case Scheme::group:
      return facet::kGroup;
    case Scheme::goal:
      return facet::kGoal;
    case Scheme::target:
      return facet::kTarget;
    case Scheme::treaty:
      return facet::kTreaty;
    case Scheme::mechanism:
      return facet::kNamed;
    case Scheme::state:
      break;
  }
  return {};
}

std::string tag_name(std::string_view facet, std::string_view code, model::Language language) {
  for (std::size_t i = 0; i < tagging::kSchemes; ++i) {
    const auto scheme = static_cast<Scheme>(i);
    if (facet_of(scheme) != facet) continue;
    const auto* const label = tagging::label_of(scheme, code);
    // Treaties are known by their acronyms, and their whole names fill a list of values.
    if (label == nullptr || scheme == Scheme::treaty) break;
    const auto& name = tagging::name_in(*label, language);
    const bool numbered = scheme == Scheme::goal || scheme == Scheme::target;
    return numbered ? label->code + " " + name : name;
  }
  return std::string(code);
}

std::filesystem::path tag_model_path(const std::filesystem::path& folder) {
  return folder / "tags.model";
}

}  // namespace comity::service
