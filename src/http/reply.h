#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "http/assets.h"
#include "http/guard.h"
#include "http/message.h"
#include "http/pages.h"
#include "http/problem.h"
#include "http/router.h"
#include "http/site.h"

// From answers to responses: JSON, pages, problems, files.
namespace comity::http {

/// Who asks, in which language, and for which address: what every page shows.
struct Visitor {
  Actor actor;
  std::string language = "en";
  std::string address = "/";  ///< path and query as asked
};

/// What a page is made of beside its template.
struct PageParts {
  std::string title;
  std::string query;  ///< stands in the search box of the head
  bool specimen = false;
  const base::Json* answer = nullptr;
  const base::Json* extra = nullptr;
};

/// Makes responses. Thread-safe.
class Replies {
 public:
  Replies(const Pages& pages, const Assets& assets, const FormTokens& tokens)
      : pages_(pages), assets_(assets), tokens_(tokens) {}

  /// A text, compressed as the request accepts; 304 where the request has it. `tag` is whole
  /// ("\"x-json\""), or empty for what is not to be kept.
  [[nodiscard]] Response text(const Request& request, std::string_view media_type,
                              std::string body, const std::string& tag) const;
  [[nodiscard]] Response page(const Request& request, const Visitor& visitor,
                              std::string_view name, const PageParts& parts,
                              const std::string& tag) const;
  /// For programs as problem+json, for people as a page, by what the request accepts.
  [[nodiscard]] Response problem(const Request& request, const Visitor& visitor,
                                 const Problem& problem) const;
  /// A file to keep; 304 where the request has it.
  [[nodiscard]] static Response file(const Request& request, File file);
  [[nodiscard]] static Response redirect(int status, std::string address);

  /// The markup of a template alone.
  [[nodiscard]] std::string markup(const Visitor& visitor, std::string_view name,
                                   const PageParts& parts) const;
  /// Tells one build of the pages from another.
  [[nodiscard]] std::string version() const {
    return pages_.version() + assets_.version().substr(0, 8);
  }

 private:
  [[nodiscard]] base::Json page_root(const Visitor& visitor, const PageParts& parts) const;

  const Pages& pages_;
  const Assets& assets_;
  const FormTokens& tokens_;
};

}  // namespace comity::http
