#pragma once

#include "http/finding.h"
#include "http/forms.h"
#include "http/presenter.h"

namespace comity::http {

/// Searches that people keep, and what is said of all that one finds. Thread-safe.
class FindingPages {
 public:
  FindingPages(Site& site, const Forms& forms, const Presenter& presenter)
      : site_(site), forms_(forms), presenter_(presenter) {}

  /// Whether the route is one of these.
  [[nodiscard]] static bool has(RouteId route);
  [[nodiscard]] Outcome answer(const Visit& visit) const;

 private:
  using Fields = std::vector<Parameter>;

  [[nodiscard]] Outcome saved(const Visit& visit) const;
  [[nodiscard]] Outcome change(const Visit& visit, const Fields& fields) const;
  [[nodiscard]] Outcome tag_form(const Visit& visit) const;
  [[nodiscard]] Outcome tag(const Visit& visit, const Fields& fields) const;
  [[nodiscard]] Outcome tag_page(const Visit& visit, const Fields& question,
                                 base::JsonObject extra) const;

  Site& site_;
  const Forms& forms_;
  const Presenter& presenter_;
};

}  // namespace comity::http
