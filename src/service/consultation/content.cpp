#include <algorithm>

#include "base/hash.h"
#include "base/text.h"
#include "grammar/plain.h"
#include "reading/cleaning.h"
#include "service/consultation/parts.h"
#include "service/written.h"

// What a reply may hold, and what becomes of the files that come with it.
namespace comity::service::calling {
namespace {

using base::ErrorKind;
using base::Result;
using model::QuestionKind;
using model::ReplyContent;
using model::ReplyFile;

constexpr std::size_t kLongestBody = 300;
constexpr std::size_t kLongestFileName = 200;
constexpr std::size_t kLongestEnding = 5;  // longer ones are no kind of file
constexpr std::size_t kMostAnswersBytes = std::size_t{1} << 20;

/// A free text with its line ends; control characters are no part of it.
Result<std::string> answer_text(std::string_view given, const std::string& place) {
  if (!base::is_utf8(given)) return refuse("this is not UTF-8", place, "send it as UTF-8");
  if (given.size() > kMostAnswerBytes) {
    return base::fail(ErrorKind::too_large, "this answer is longer than 200 kB", place,
                      "write it shorter, or attach it as a file");
  }
  std::string text;
  for (const char c : base::normalised(given)) {
    const bool control = static_cast<unsigned char>(c) < 0x20U || c == 0x7f;
    if (!control || c == '\n' || c == '\t') text += c;
  }
  return std::string(base::trimmed(std::string_view(text)));
}

Result<model::ReplyAnswer> answer_of(const model::Question& question, std::uint32_t number,
                                     std::string_view given) {
  const auto place = "answer." + std::to_string(number);
  model::ReplyAnswer answer{number, {}, 0};
  COMITY_TRY(answer.text, answer_text(given, place));
  if (question.kind != QuestionKind::choice || answer.text.empty()) return answer;
  for (std::size_t i = 1; i <= question.choices.size(); ++i) {
    if (answer.text == std::to_string(i)) answer.choice = static_cast<std::uint32_t>(i);
  }
  if (answer.choice == 0) {
    return refuse("question " + std::to_string(number) + " has no such choice", place,
                  "give the number of a choice");
  }
  answer.text.clear();
  return answer;
}

Result<std::vector<model::ReplyAnswer>> answers_of(const model::Call& call, const ReplyWish& wish) {
  std::vector<model::ReplyAnswer> answers;
  std::size_t bytes = 0;
  for (const auto& [number, given] : wish.answers) {
    const auto place = "answer." + std::to_string(number);
    if (number == 0 || number > call.questions.size() ||
        call.questions[number - 1].kind == QuestionKind::file) {
      return refuse("the call has no such question to answer in words", place,
                    "load the form again");
    }
    COMITY_TRY(auto answer, answer_of(call.questions[number - 1], number, given));
    if (answer.text.empty() && answer.choice == 0) continue;
    bytes += answer.text.size();
    answers.push_back(std::move(answer));
  }
  if (bytes > kMostAnswersBytes) {
    return base::fail(ErrorKind::too_large, "these answers are longer than 1 MB together",
                      "answers", "write them shorter, or attach them as a file");
  }
  return answers;
}

base::Status check_file(const model::Call& call, const NewReplyFile& file) {
  const auto place = "file " + file.name;
  const bool asked =
      file.question == 0 || (file.question <= call.questions.size() &&
                             call.questions[file.question - 1].kind == QuestionKind::file);
  if (!asked) return refuse("the call asks for no file there", place, "load the form again");
  if (file.bytes.empty()) return refuse("the file is empty", place, "choose another, or none");
  if (file.bytes.size() > kMostReplyFileBytes) {
    return base::fail(ErrorKind::too_large, "the file is larger than 8 MB", place,
                      "send its text alone, or parts of it");
  }
  return {};
}

/// What was removed of a file's metadata, and what of it is kept.
struct CleanFile {
  std::string bytes;
  std::vector<std::string> removed;
  bool cleaned = false;
};

/// Without its metadata. What nobody can clean is refused where it would tell of who sent it; of a
/// named reply it is kept as it came.
Result<CleanFile> clean_file(const Installation& installation, const NewReplyFile& file,
                             std::size_t number, model::Way way) {
  auto cleaned = installation.reader().clean(file.bytes, file.name);
  if (!cleaned) {
    const auto& error = cleaned.error();
    if (way == model::Way::named) return CleanFile{file.bytes, {}, false};
    // Its name tells too: the place is a number, since errors may stand in logs.
    return base::fail(ErrorKind::invalid_input,
                      "the file cannot be freed of what tells of you: " + error.message,
                      "file " + std::to_string(number), error.mend);
  }
  CleanFile clean{std::move(cleaned->bytes), {}, true};
  for (const auto trace : cleaned->removed) clean.removed.emplace_back(reading::name_of(trace));
  return clean;
}

std::string file_name(std::string_view given) {
  auto name = base::collapsed(base::normalised(given)).substr(0, kLongestFileName);
  while (!base::is_utf8(name)) name.pop_back();
  return name;
}

/// The name of a file in a reply that is not named: how somebody calls their files tells of them,
/// as in "comments of J. Doe, final.docx". What kind of file it is stays.
std::string numbered_name(std::size_t number, std::string_view own) {
  auto name = "file " + std::to_string(number);
  const auto dot = own.rfind('.');
  if (dot == std::string_view::npos) return name;
  std::string ending;
  for (const char c : own.substr(dot + 1)) {
    const bool large = c >= 'A' && c <= 'Z';
    const bool kept = large || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!kept) return name;
    ending += large ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return ending.empty() || ending.size() > kLongestEnding ? name : name + "." + ending;
}

/// By their places, also those that stay in a correction.
void number_files(std::vector<ReplyFile>& files) {
  for (std::size_t at = 0; at < files.size(); ++at) {
    files[at].name = numbered_name(at + 1, files[at].name);
  }
}

/// Adds a file, cleaned and read in confinement; what cannot be read is in quarantine.
base::Status add_sent_file(Installation& installation, const NewReplyFile& file, model::Way way,
                           Sent& sent) {
  COMITY_TRY(auto clean, clean_file(installation, file, sent.content.files.size() + 1, way));
  ReplyFile kept;
  kept.question = file.question;
  kept.name = file_name(file.name);
  kept.bytes = clean.bytes.size();
  kept.removed = std::move(clean.removed);
  kept.cleaned = clean.cleaned;
  kept.file = base::sha256(clean.bytes);
  // Of what comes with a reply the text is shown, marked and found, and nothing else of it.
  const auto document = installation.reader().read(clean.bytes, file.name);
  model::Reading reading;
  if (document) {
    reading = grammar::read_plainly(*document);
    kept.media_type = reading.media_type;
  } else {
    kept.problem = document.error().message;
  }
  if (way == model::Way::named) {
    COMITY_TRY(kept.file, installation.store().put_file(clean.bytes));
    if (document) {
      COMITY_TRY(kept.reading, installation.store().put_reading(reading));
    }
    clean.bytes.clear();
  }
  sent.content.files.push_back(std::move(kept));
  sent.texts.push_back(texts_of(reading));
  sent.bytes.push_back(std::move(clean.bytes));
  return {};
}

/// With the files that are still to be read.
base::Status check_required(const model::Call& call, const ReplyContent& content,
                            const std::vector<NewReplyFile>& files) {
  for (std::uint32_t number = 1; number <= call.questions.size(); ++number) {
    if (!call.questions[number - 1].required) continue;
    const auto is_its = [number](const auto& each) { return each.question == number; };
    const bool answered = std::any_of(content.answers.begin(), content.answers.end(), is_its) ||
                          std::any_of(content.files.begin(), content.files.end(), is_its) ||
                          std::any_of(files.begin(), files.end(), is_its);
    if (!answered) {
      return refuse("question " + std::to_string(number) + " is not answered",
                    "answer." + std::to_string(number), "answer it, then send the form again");
    }
  }
  return {};
}

Result<model::BodyKind> kind_wished(const model::Call& call, const std::string& name,
                                    std::optional<model::BodyKind> had) {
  const auto kind = model::body_kind_from(name);
  if (!kind) return refuse("say what kind of body answers", "kind", "choose one");
  const auto& invited = call.invited;
  if (kind == had || invited.empty() ||
      std::find(invited.begin(), invited.end(), *kind) != invited.end()) {
    return *kind;
  }
  std::string kinds;
  for (const auto each : invited) {
    kinds += (kinds.empty() ? "" : ", ") + std::string(model::name_of(each));
  }
  return refuse("the call does not invite this kind of body", "kind", "it invites: " + kinds);
}

}  // namespace

Result<Sent> sent_by(Installation& installation, const store::CallRecord& record, ReplyWish& wish,
                     Sent sent, std::optional<model::BodyKind> had) {
  const auto& call = record.content;
  auto& content = sent.content;
  const auto way = model::way_from(wish.way).value_or(model::Way::named);
  content.body.clear();
  if (way != model::Way::anonymous) {
    COMITY_TRY(content.body, written_text(wish.body, "body", kLongestBody));
  }
  COMITY_TRY(content.kind, kind_wished(call, wish.kind, had));
  content.publish = wish.publish && way == model::Way::named;
  COMITY_TRY(content.answers, answers_of(call, wish));
  if (content.files.size() + wish.files.size() > kMostReplyFiles) {
    return base::fail(ErrorKind::too_large, "these are more than 10 files", "files",
                      "send what they hold in fewer");
  }
  // Before any is read, all are looked at.
  for (const auto& file : wish.files) COMITY_CHECK(check_file(call, file));
  if (content.answers.empty() && content.files.empty() && wish.files.empty()) {
    return refuse("the reply is empty", "answers", "answer a question or attach a file");
  }
  COMITY_CHECK(check_required(call, content, wish.files));
  for (const auto& file : wish.files) COMITY_CHECK(add_sent_file(installation, file, way, sent));
  if (way != model::Way::named) number_files(content.files);
  return sent;
}

base::Hash digest_of(const store::CallRecord& call, model::Way way, const Sent& sent) {
  return base::sha256({base::to_text(call.id), "\n", model::name_of(way), "\n",
                       model::code_of(sent.language), "\n",
                       base::to_text(model::to_json(sent.content))});
}

}  // namespace comity::service::calling
