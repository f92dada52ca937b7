#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "http/people.h"
#include "http/site.h"

namespace comity::http {

/// A form as it was posted, with its files.
struct PostedFile {
  std::string field;
  std::string name;
  std::string bytes;
};
struct Posted {
  std::vector<Parameter> fields;
  std::vector<PostedFile> files;
};

/// Who comes back with a receipt code, and what they wish.
enum class ReceiptAct : std::uint8_t { see, correct, withdraw };
struct ReceiptWish {
  ReceiptAct act = ReceiptAct::see;
  std::string code;
  std::string network;  ///< for slowing down; kept nowhere
};

/// Who asks, and in which language texts are to be.
struct Reader {
  const Actor& actor;
  std::string language;
};

/// The part of a Site that knows calls for input and replies; api/openapi.yaml has the answers.
class Consultations {
 public:
  virtual ~Consultations() = default;
  [[nodiscard]] virtual base::Result<base::Json> consultations(const Reader& reader) = 0;
  [[nodiscard]] virtual base::Result<base::Json> consultation(std::string_view call,
                                                              const Reader& reader) = 0;
  /// A new call, where `call` is empty, or another version of one (field `version`). forbidden,
  /// invalid_input, conflict.
  [[nodiscard]] virtual base::Result<base::Json> write(std::string_view call, const Posted& posted,
                                                       const Reader& reader) = 0;
  /// Opens, extends, closes it (fields `step`, `closes`, `version`).
  [[nodiscard]] virtual base::Result<base::Json> step(std::string_view call, const Posted& posted,
                                                      const Reader& reader) = 0;

  /// Who reads what is sealed, and who may. forbidden.
  [[nodiscard]] virtual base::Result<base::Json> readers(std::string_view call,
                                                         const Reader& reader) = 0;
  /// Names them (fields `person`, `version`). forbidden, not_found, invalid_input, conflict.
  [[nodiscard]] virtual base::Result<base::Json> name_readers(std::string_view call,
                                                              const Posted& posted,
                                                              const Reader& reader) = 0;
  /// An administrator gives their share of the call's secret to a person (field `person`).
  [[nodiscard]] virtual base::Result<base::Json> recover(std::string_view call,
                                                         const Posted& posted,
                                                         const Reader& reader) = 0;

  /// A code for one form, which becomes the receipt of what is sent with it.
  [[nodiscard]] virtual std::string new_receipt() = 0;
  /// Takes a reply, from anybody. conflict, invalid_input, too_large, not_found.
  [[nodiscard]] virtual base::Result<base::Json> receive(std::string_view call, Posted posted,
                                                         const Reader& reader) = 0;
  [[nodiscard]] virtual base::Result<Tried<base::Json>> with_receipt(const ReceiptWish& wish,
                                                                     Posted posted,
                                                                     const Reader& reader) = 0;

  [[nodiscard]] virtual base::Result<base::Json> replies(std::string_view call,
                                                         const Reader& reader) = 0;
  [[nodiscard]] virtual base::Result<base::Json> reply(std::string_view call,
                                                       std::string_view reply,
                                                       const Reader& reader) = 0;
  [[nodiscard]] virtual base::Result<File> reply_file(std::string_view call, std::string_view reply,
                                                      int number, const Reader& reader) = 0;
  /// A letter that invites a body to answer; `origin` is this server as people call it.
  [[nodiscard]] virtual base::Result<File> letter(std::string_view call, std::string_view body,
                                                  std::string_view origin,
                                                  const Reader& reader) = 0;
};

}  // namespace comity::http
