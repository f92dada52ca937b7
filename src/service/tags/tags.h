#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/json.h"
#include "base/result.h"
#include "model/language.h"
#include "tagging/tagger.h"

// What texts of the record are about, as the installation's tagger guesses.
namespace comity::service {

class Installation;

/// Gives tags to texts in any language: what a model learnt holds for English, and for what says no
/// language; in others the gazetteers find acronyms. Immutable; thread-safe.
class TextTagger {
 public:
  /// `model` may be null.
  explicit TextTagger(std::shared_ptr<const tagging::Model> model);

  [[nodiscard]] std::vector<tagging::Tag> tags(std::string_view text,
                                               model::Language language) const;
  [[nodiscard]] std::vector<tagging::ExplainedTag> explained(std::string_view text,
                                                             model::Language language) const;
  /// Whether a model takes part.
  [[nodiscard]] bool by_model(model::Language language) const;
  /// Names what gives the tags, and what of a record becomes documents and facets; indexes keep it
  /// (search::Index::maker).
  [[nodiscard]] std::uint64_t fingerprint() const { return learnt_.fingerprint() + kFacets; }

 private:
  /// Raised when the same record comes to have other documents or facets.
  static constexpr std::uint64_t kFacets = 4;

  [[nodiscard]] const tagging::Tagger& tagger_for(model::Language language) const;

  tagging::Tagger learnt_;
  tagging::Tagger names_{nullptr};
};

/// The tagger of an installation's folder. Its model is read when tags are first wanted, and again
/// when its file has changed: another process may have trained it. Thread-safe.
class Tags {
 public:
  Tags(std::filesystem::path file, base::FileSystem& files);

  /// Never null: without a model that can be read, the gazetteers alone.
  [[nodiscard]] std::shared_ptr<const TextTagger> current();
  /// What is wrong with the model's file; a file that is not there is not wrong. corrupt,
  /// unsupported, unavailable.
  [[nodiscard]] base::Status problem();

 private:
  /// By which a file is known to have changed.
  struct Stamp {
    std::filesystem::file_time_type time;
    std::uintmax_t bytes = 0;
    bool operator==(const Stamp&) const = default;
  };
  [[nodiscard]] Stamp stamp() const;
  /// Under mutex_.
  void look();

  std::filesystem::path file_;
  base::FileSystem& files_;
  std::mutex mutex_;
  bool looked_ = false;
  Stamp seen_;
  std::shared_ptr<const TextTagger> tagger_;
  base::Status problem_;
};

/// The one tagger of an installation.
[[nodiscard]] Tags& tags_of(Installation& installation);

/// Tags of a text that somebody gives.
struct TextTags {
  bool by_model = false;
  std::vector<tagging::ExplainedTag> tags;
};
/// English. invalid_input: nothing is written, or no UTF-8; corrupt, unsupported: the model's file.
[[nodiscard]] base::Result<TextTags> text_tags(Installation& installation, std::string_view text);
[[nodiscard]] base::JsonObject to_json(const TextTags& tags);

/// With the address of a search for recommendations that have it; the label in that language.
[[nodiscard]] base::JsonObject tag_json(const tagging::ExplainedTag& tag, model::Language language);
/// `model` or `gazetteers`.
[[nodiscard]] std::string_view tagged_by(bool by_model);

/// The facet of an index that holds a scheme's codes, or empty (States have facets of their own).
[[nodiscard]] std::string_view facet_of(tagging::Scheme scheme);
/// How a list of values names a code of such a facet: briefly. The code where there is no such.
[[nodiscard]] std::string tag_name(std::string_view facet, std::string_view code,
                                   model::Language language);

/// The file of the model in an installation's folder.
[[nodiscard]] std::filesystem::path tag_model_path(const std::filesystem::path& folder);

}  // namespace comity::service
