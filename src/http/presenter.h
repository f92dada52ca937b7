#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/guard.h"
#include "http/pages/assets.h"
#include "http/pages/pages.h"
#include "http/pages/shell.h"
#include "http/visit.h"

// Answers and problems in the face that a request asked for.
namespace comity::http {

/// Makes responses of answers. Pages, assets and form tokens must outlive it. Thread-safe.
class Presenter {
 public:
  Presenter(const Pages& pages, const Assets& assets, const FormTokens& tokens);

  /// The answer of an address as a page, a fragment or JSON, with its ETag.
  [[nodiscard]] Response answer(const Visit& visit, const Question& question, Answer answer) const;
  /// Help, about and signing in: pages that ask the site nothing.
  [[nodiscard]] Response fixed(const Visit& visit) const;
  /// What only one person sees, and nobody keeps: `answer` as JSON, or as the page over it.
  [[nodiscard]] Response own(const Visit& visit, std::string_view page, std::string_view title,
                             const base::Json& answer, const base::Json& extra) const;
  /// Draws parts of this visit's page, also when the request is gone.
  using Part = std::function<std::string(std::string_view name, const base::Json& root)>;
  [[nodiscard]] Part parts_of(const Visit& visit) const;
  /// A problem with every member filled, as a page or as problem details.
  [[nodiscard]] Response problem(const Visit& visit, Problem problem) const;

 private:
  [[nodiscard]] base::Json site_root(const Visit& visit, Shell shell) const;
  [[nodiscard]] std::string page(const Visit& visit, std::string_view name, Shell shell,
                                 const std::vector<const base::Json*>& roots) const;
  [[nodiscard]] std::string page_tag(const Visit& visit, std::string_view etag) const;

  const Pages& pages_;
  const Assets& assets_;
  const FormTokens& tokens_;
  const std::string version_;  // of templates, messages and assets
  const std::string process_;  // form tokens end with the process, and so must pages that hold one
};

}  // namespace comity::http
