#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"

// The seam between addresses and use cases: what `http` asks, as plain values. The application
// implements Site over `service`; tests implement it with sample answers. api/answers.md says what
// each answer holds.
namespace comity::http {

/// Who asks. An empty `id` is the public, who reads what is published.
struct Actor {
  std::string id;
  std::string name;     ///< shown on the page to this person only
  std::string session;  ///< the opaque session token of the cookie; empty for the public
  [[nodiscard]] bool signed_in() const { return !id.empty(); }
};

/// Which answer an address names; api/answers.md has one row for each.
enum class View : std::uint8_t {
  home,
  documents,
  document,
  reviews,
  review,
  states,
  state,
  recommendation,
  search,
  journal,
};

/// A part of the query (`?name=value`), percent-decoded, in the order given.
struct Parameter {
  std::string name;
  std::string value;
};

/// An address as a question; members that the view does not use are empty.
struct Question {
  View view = View::home;
  std::string work;      ///< symbol or "~ID", percent-decoded: "A/HRC/21/11"
  std::string number;    ///< of a recommendation, without its clause: "92.6"
  int clause = 0;        ///< from "~2"; 0 where none is named
  std::string state;     ///< register code, as in the path
  int cycle = 0;         ///< of a review
  std::string language;  ///< of the page: "en"; names of States come in it
  std::vector<Parameter> parameters;

  /// The first value of a parameter, or empty.
  [[nodiscard]] std::string_view parameter(std::string_view name) const {
    for (const auto& each : parameters) {
      if (each.name == name) return each.value;
    }
    return {};
  }
};

/// The answer of an address. `etag` names this state of it for this actor, in letters, digits and
/// "-._" (no quotes); left empty, `http` takes a hash of the body. `moved` is the address that
/// replaces the one asked, for ever, or empty.
struct Answer {
  base::Json body;
  std::string etag;
  std::string moved;
};

/// A file: a page image or the original. `etag` as in Answer. `name` is the file name a browser
/// proposes when it keeps the file.
struct File {
  std::string media_type;
  std::string name;
  std::string etag;
  std::shared_ptr<const std::string> bytes;
};

/// Bytes that are made while they are sent. next() is called by one thread at a time, on the
/// blocking pool; an empty text is the end. After an error the connection is cut, so that the
/// receiver sees that the stream did not end.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  [[nodiscard]] virtual base::Result<std::string> next() = 0;
};

enum class RowFormat : std::uint8_t { csv, ndjson };

struct Stream {
  std::string media_type;
  std::string name;
  std::unique_ptr<ByteStream> bytes;
};

/// What a one-time link gives: the session's opaque token for the cookie, and how long it holds.
struct SignedIn {
  std::string session;
  std::int64_t seconds = 0;
};

/// A file that somebody brings in.
struct NewFile {
  std::string name;
  std::string bytes;
};

enum class Publication : std::uint8_t { internal, published };

enum class Act : std::uint8_t { publish, withdraw, choose_copy };

/// A wish to publish or withdraw a work, or to put one of its copies in force. `etag` is the document
/// answer's that the person saw; when the document has changed since, the site answers `conflict` and
/// changes nothing.
struct Change {
  Act act = Act::publish;
  std::string work;
  std::string etag;
  std::string copy;  ///< to put in force: the beginning of its hash
};

/// The use cases behind the addresses. All methods are called from several threads at once and may
/// block. Errors become problem details by the table in http/problem.h; a document the actor may
/// not see is `not_found`, as one that is not there.
class Site {
 public:
  virtual ~Site() = default;

  /// Whose session a cookie names; an unknown or ended session is the public (an empty Actor).
  [[nodiscard]] virtual Actor actor_of(std::string_view session) = 0;

  [[nodiscard]] virtual base::Result<Answer> answer(const Question& question,
                                                    const Actor& actor) = 0;
  /// One original page as PNG, `page` from 1. `copy` is the beginning of a copy's hash; empty for
  /// the leading copy.
  [[nodiscard]] virtual base::Result<File> page_image(std::string_view work, std::string_view copy,
                                                      int page, const Actor& actor) = 0;
  [[nodiscard]] virtual base::Result<File> original(std::string_view work, std::string_view copy,
                                                    const Actor& actor) = 0;
  /// The recommendations a search finds, as rows with the columns of design 9; the question's view
  /// is `search`.
  [[nodiscard]] virtual base::Result<Stream> rows(const Question& question, RowFormat format,
                                                  const Actor& actor) = 0;

  /// Spends a one-time link; a spent, ended or unknown one is `unauthenticated`.
  [[nodiscard]] virtual base::Result<SignedIn> sign_in(std::string_view token) = 0;
  [[nodiscard]] virtual base::Status sign_out(const Actor& actor) = 0;
  /// Returns once the change is in the record.
  [[nodiscard]] virtual base::Status change(const Change& change, const Actor& actor) = 0;

  /// Reads the files into the record and returns once they are durable and found by a search: the
  /// answer of POST /import. A file that is not read is told in it and fails nothing else.
  [[nodiscard]] virtual base::Result<base::Json> import(std::vector<NewFile> files,
                                                        Publication publication,
                                                        const Actor& actor) = 0;

  /// The answer of /healthz; `status` is "ok" when all is well (else the answer's status is 503).
  [[nodiscard]] virtual base::Json health() = 0;
};

}  // namespace comity::http
