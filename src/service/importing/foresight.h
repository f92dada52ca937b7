#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <tuple>

#include "service/importing/import.h"

namespace comity::service {

/// What the files of one import add to a space: to the record as it stands, and to what the files
/// before them brought. Thread-safe.
class Foresight {
 public:
  Foresight(Installation& installation, store::SpaceId space, const ImportOptions& options)
      : installation_(installation), space_(space), options_(options) {}

  /// Sets `adds` and `publishes`, and in a dry run what the append would find: the work, the same
  /// bytes earlier in this import, the conflict.
  [[nodiscard]] base::Status tell(const base::Hash& bytes, const model::Reading& reading,
                                  ReadFile& file);

  /// A file before brings the work as a part of its own.
  void comes(const std::string& work);

  /// Whether this file is the first of the import that makes the work public.
  [[nodiscard]] bool publishes(const std::string& work, bool is_public);

 private:
  /// A text that there is once: work, language, issue.
  using Text = std::tuple<std::string, model::Language, int>;

  [[nodiscard]] base::Result<std::string> conflict_in_record(const store::Work& work,
                                                             const model::Reading& reading) const;
  [[nodiscard]] std::string conflict_in_import(const model::Reading& reading,
                                               const std::string& name);

  Installation& installation_;
  const store::SpaceId space_;
  const ImportOptions& options_;
  std::mutex mutex_;
  std::set<std::string, std::less<>> works_;
  std::set<std::string, std::less<>> published_;
  std::map<base::Hash, std::string> bytes_;                        // with the work's name
  std::map<Text, std::pair<model::Reading, std::string>> firsts_;  // words alone, and the file
};

}  // namespace comity::service
