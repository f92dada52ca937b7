#include "service/importing/foresight.h"

#include "store/same_text.h"

namespace comity::service {
namespace {

using base::Result;

/// The rule of an append (store/apply/apply.cpp): files of one format must agree word for word.
bool agree(const model::Reading& a, const model::Reading& b) {
  const auto sameness =
      a.media_type == b.media_type ? store::Sameness::exact : store::Sameness::close;
  return store::same_text(a, b, sameness);
}

/// What is compared of a reading; the rest of it would fill the memory in a large import.
model::Reading words_alone(const model::Reading& reading) {
  model::Reading words;
  words.media_type = reading.media_type;
  for (const auto& paragraph : reading.paragraphs) {
    auto& alone = words.paragraphs.emplace_back();
    alone.kind = paragraph.kind;
    alone.runs = paragraph.runs;
    alone.rows = paragraph.rows;
  }
  return words;
}

}  // namespace

Result<std::string> Foresight::conflict_in_record(const store::Work& work,
                                                  const model::Reading& reading) const {
  COMITY_TRY(const auto read, installation_.store().read());
  COMITY_TRY(const auto copies, read.copies(space_, work.id));
  for (const auto& copy : copies) {
    if (copy.language != reading.language || copy.issue != reading.symbol.reissue()) continue;
    COMITY_TRY(const auto other, installation_.store().reading(copy.reading));
    if (!agree(*other, reading)) return copy.file_name;
  }
  return std::string();
}

std::string Foresight::conflict_in_import(const model::Reading& reading, const std::string& name) {
  const Text text{reading.symbol.text(), reading.language, reading.symbol.reissue()};
  const std::lock_guard lock(mutex_);
  const auto first = firsts_.find(text);
  if (first == firsts_.end()) {
    firsts_.try_emplace(text, words_alone(reading), name);
    return {};
  }
  return agree(first->second.first, reading) ? std::string() : first->second.second;
}

bool Foresight::publishes(const std::string& work, bool is_public) {
  if (!options_.publish || is_public) return false;
  const std::lock_guard lock(mutex_);
  return work.empty() || published_.insert(work).second;
}

void Foresight::comes(const std::string& work) {
  const std::lock_guard lock(mutex_);
  works_.insert(work);
}

base::Status Foresight::tell(const base::Hash& bytes, const model::Reading& reading,
                             ReadFile& file) {
  std::optional<store::Work> there;
  if (!reading.symbol.empty()) {
    COMITY_TRY(const auto read, installation_.store().read());
    COMITY_TRY(there, read.work(space_, reading.symbol.text(), store::Visibility::everything()));
  }
  const auto work = reading.symbol.empty() ? std::string() : reading.symbol.text();
  {
    const std::lock_guard lock(mutex_);
    if (options_.dry_run) {
      file.work = work;
      if (!bytes_.try_emplace(bytes, work).second) return {};
    }
    const bool first = work.empty() || works_.insert(work).second;
    file.adds = !there && first ? Adds::work : Adds::copy;
  }
  file.publishes = publishes(work, there && there->published);
  if (!options_.dry_run || work.empty()) return {};
  if (there) {
    COMITY_TRY(file.conflict, conflict_in_record(*there, reading));
    if (!file.conflict.empty()) return {};
  }
  const auto name = std::filesystem::path(file.file).filename().string();
  file.conflict = conflict_in_import(reading, name);
  return {};
}

}  // namespace comity::service
