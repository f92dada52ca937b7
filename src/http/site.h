#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"

// The seam between addresses and use cases: what `http` asks, as plain values. The application
// implements Site over `service`; tests implement it with sample answers. api/openapi.yaml says
// what each answer holds.
namespace comity::http {

/// Who asks. An empty `id` is the public, who reads what is published.
struct Actor {
  std::string id;
  std::string name;        ///< shown on the page to this person only
  std::string session;     ///< the opaque session token of the cookie; empty for the public
  std::string secret;      ///< the token that the request carried instead of a cookie, or empty
  bool brings_in = false;  ///< may bring documents into the own space
  bool manages_people = false;  ///< sees and invites people
  [[nodiscard]] bool signed_in() const { return !id.empty(); }
  /// A program that names its token itself: no other site's page can make it do so.
  [[nodiscard]] bool by_token() const { return !secret.empty(); }
};

/// Which answer an address names.
enum class View : std::uint8_t {
  home,
  documents,
  document,
  compare,
  mandates,
  plots,
  lineage,
  citations,
  citation_graph,
  sessions,
  session,  ///< of a body
  reviews,
  review,
  states,
  state,
  recommendation,
  sources,
  source,
  source_rows,
  source_record,  ///< one row; its number is in `number`
  columns,
  asked,
  corrections,
  search,
  completions,  ///< of a question that is being typed
  similar,
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
  std::string body;      ///< code, as in the path of a session
  int session = 0;       ///< of that body
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
/// proposes when it keeps the file. `modified` is when it can last have changed; 0 where that is
/// not known.
struct File {
  std::string media_type;
  std::string name;
  std::string etag;
  std::shared_ptr<const std::string> bytes;
  base::Time modified = {};
};

/// What is said of a stream when it has ended: how many rows, and the SHA-256 of its bytes (of
/// those before the trailer record, where it has one).
struct Trailer {
  std::uint64_t count = 0;
  std::string sha256;
};

/// Bytes that are made while they are sent. next() is called by one thread at a time, on the
/// blocking pool; an empty text is the end. After an error the connection is cut, so that the
/// receiver sees that the stream did not end.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  [[nodiscard]] virtual base::Result<std::string> next() = 0;
  /// How long to wait, without a thread, before this is asked again; next() is called where it is
  /// 0. Called on the server's own thread: it only looks. A server that stops ends such a stream.
  [[nodiscard]] virtual std::chrono::milliseconds pause() { return std::chrono::milliseconds(0); }
  /// Asked once, after the end; nothing where nothing is said.
  [[nodiscard]] virtual std::optional<Trailer> trailer() const { return std::nullopt; }
};

enum class RowFormat : std::uint8_t { csv, ndjson, xlsx };

/// How an answer is written out for other programs.
enum class FileFormat : std::uint8_t { akn, docx, html, xlsx, calendar, atom };

struct Stream {
  std::string media_type;
  std::string name;
  std::unique_ptr<ByteStream> bytes;
};

/// What signing in gives: the session's opaque token for the cookie, and how long it holds.
struct SignedIn {
  std::string session;
  std::int64_t seconds = 0;
};

/// A token that a person wants made.
struct TokenWish {
  std::string name;
  std::vector<std::string> scopes;
  int days = 0;  ///< 0: as long as tokens hold as a rule
};

/// A request that its sender named by an Idempotency-Key, and what is the same each time it is
/// sent.
struct NamedRequest {
  std::string name;
  std::string fingerprint;
};

/// Who may do what a named request asks: the caller, who then keeps its answer or gives it up, or
/// nobody, because it was answered, is under way, or the name was given to another request.
struct Claim {
  enum class State : std::uint8_t { granted, answered, running, other };
  State state = State::granted;
  std::string answer;  ///< as given to keep_answer
};

/// A file that somebody brings in.
struct NewFile {
  std::string name;
  std::string bytes;
};

enum class Publication : std::uint8_t { internal, published };

/// Whether an import only says what it would do.
enum class Effect : std::uint8_t { dry_run, record };

struct ImportWish {
  Effect effect = Effect::record;
  Publication publication = Publication::internal;
};

enum class Act : std::uint8_t {
  publish,
  withdraw,
  choose_copy,
  correct,      ///< what was read of a recommendation
  decide,       ///< whether a correction holds
  tag,          ///< which tags a recommendation has
  settle,       ///< which clause a row of a source is
  map_columns,  ///< what the columns of a table mean
};

/// A wish to publish or withdraw a work, to put one of its copies in force, or to decide on what it
/// says. `etag` is the document's or recommendation's answer's that the person saw; when the
/// document has changed since, the site answers `conflict` and changes nothing.
struct Change {
  Act act = Act::publish;
  std::string work;
  std::string etag;
  std::string copy;                    ///< to put in force: the beginning of its hash
  std::string number;                  ///< of the recommendation to correct
  int row = 0;                         ///< of the source, to settle
  std::vector<Parameter> fields = {};  ///< what is decided, as posted
};

class Finding;
class Consultations;
class ImportJobs;
class People;
class ReplyCoding;
class ReplyUploads;

/// The use cases behind the addresses. All methods are called from several threads at once and may
/// block. Errors become problem details by the table in http/problem.h; a document the actor may
/// not see is `not_found`, as one that is not there.
class Site {
 public:
  virtual ~Site() = default;

  /// Whose session a cookie names; an unknown or ended session is the public (an empty Actor).
  [[nodiscard]] virtual Actor actor_of(std::string_view session) = 0;

  /// For whom a token acts, within its scopes. unauthenticated: unknown, ended or revoked.
  [[nodiscard]] virtual base::Result<Actor> actor_of_token(std::string_view secret) = 0;

  [[nodiscard]] virtual base::Result<Answer> answer(const Question& question,
                                                    const Actor& actor) = 0;
  /// One original page as PNG, `page` from 1. `copy` is the beginning of a copy's hash; empty for
  /// the leading copy.
  [[nodiscard]] virtual base::Result<File> page_image(std::string_view work, std::string_view copy,
                                                      int page, const Actor& actor) = 0;
  [[nodiscard]] virtual base::Result<File> original(std::string_view work, std::string_view copy,
                                                    const Actor& actor) = 0;
  /// The rows that a source's table had and that were not taken, as a CSV with the reasons.
  [[nodiscard]] virtual base::Result<File> refused_rows(std::string_view work,
                                                        std::string_view language,
                                                        const Actor& actor) = 0;
  /// What became of a source's rows, as a CSV; the question is that of their list.
  [[nodiscard]] virtual base::Result<File> source_rows(const Question& question,
                                                       const Actor& actor) = 0;
  /// Pledges as rows (parameters `state`, `cycle`); CSV or NDJSON.
  [[nodiscard]] virtual base::Result<File> pledges(const Question& question, RowFormat format,
                                                   const Actor& actor) = 0;
  /// What the question names, written out: a document as Akoma Ntoso, DOCX or one HTML file, a review as DOCX or
  /// workbook, a list of reviews or a State as calendar, a search as a feed.
  [[nodiscard]] virtual base::Result<File> written(const Question& question, FileFormat format,
                                                   const Actor& actor) = 0;
  /// The recommendations a search finds or a review holds, as rows with the columns of design 9;
  /// the question's view is `search`, `plots`, `similar`, `mandates`, `citation_graph` or `review`.
  [[nodiscard]] virtual base::Result<Stream> rows(const Question& question, RowFormat format,
                                                  const Actor& actor) = 0;

  /// Spends the owner's one-time link; a spent, ended or unknown one is `unauthenticated`.
  [[nodiscard]] virtual base::Result<SignedIn> sign_in(std::string_view token) = 0;
  [[nodiscard]] virtual base::Status sign_out(const Actor& actor) = 0;
  /// Returns once the change is in the record.
  [[nodiscard]] virtual base::Status change(const Change& change, const Actor& actor) = 0;

  /// The tokens of a person who is signed in: `{"tokens": []}`. forbidden: by a token.
  [[nodiscard]] virtual base::Result<base::Json> tokens(const Actor& actor) = 0;
  /// `{"secret", "token": {}}`; the secret is shown this once. forbidden, invalid_input.
  [[nodiscard]] virtual base::Result<base::Json> make_token(const TokenWish& wish,
                                                            const Actor& actor) = 0;
  /// Ends a token at once. forbidden, not_found.
  [[nodiscard]] virtual base::Status revoke_token(std::string_view id, const Actor& actor) = 0;

  /// Claims a named request of this actor; of any number at once, one is granted.
  [[nodiscard]] virtual base::Result<Claim> claim(const NamedRequest& request,
                                                  const Actor& actor) = 0;
  /// Keeps the answer for a day.
  [[nodiscard]] virtual base::Status keep_answer(const NamedRequest& request,
                                                 std::string_view answer, const Actor& actor) = 0;
  [[nodiscard]] virtual base::Status give_up(const NamedRequest& request, const Actor& actor) = 0;

  /// Reads the files into the record and returns once they are durable and found by a search: the
  /// answer of POST /import. A file that is not read is told in it and fails nothing else.
  [[nodiscard]] virtual base::Result<base::Json> import(std::vector<NewFile> files, ImportWish wish,
                                                        const Actor& actor) = 0;
  /// What a submission asks for, beside the recommendations of a review ("BRA/2", or empty to be
  /// guessed): the answer of POST /asked. Nothing of the submission is kept.
  [[nodiscard]] virtual base::Result<base::Json> compare_asks(const NewFile& submission,
                                                              std::string_view review,
                                                              std::string_view language,
                                                              const Actor& actor) = 0;
  /// Imports that outlive their request.
  [[nodiscard]] virtual ImportJobs& import_jobs() = 0;
  /// Searches that people keep, and what is said of all that one finds.
  [[nodiscard]] virtual Finding& finding() = 0;
  /// People and how they sign in.
  [[nodiscard]] virtual People& people() = 0;
  /// Calls for input and replies to them.
  [[nodiscard]] virtual Consultations& consultations() = 0;
  /// Files ahead of replies to them.
  [[nodiscard]] virtual ReplyUploads& uploads() = 0;
  /// Passages of replies, the synthesis and the report.
  [[nodiscard]] virtual ReplyCoding& coding() = 0;

  /// The answer of /healthz; `status` is "ok" when all is well (else the answer's status is 503).
  [[nodiscard]] virtual base::Json health() = 0;
};

}  // namespace comity::http
