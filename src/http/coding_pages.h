#pragma once

#include "http/coding.h"
#include "http/forms.h"
#include "http/presenter.h"

namespace comity::http {

/// Passages, synthesis and report of consultations. Thread-safe.
class CodingPages {
 public:
  CodingPages(Site& site, const Forms& forms, const Presenter& presenter)
      : site_(site), forms_(forms), presenter_(presenter) {}

  /// Whether the route is one of these.
  [[nodiscard]] static bool has(RouteId route);
  [[nodiscard]] Outcome answer(const Visit& visit) const;

 private:
  [[nodiscard]] Outcome show(const Visit& visit) const;
  [[nodiscard]] Outcome take(const Visit& visit) const;
  void be_seen(const Visit& visit) const;

  Site& site_;
  const Forms& forms_;
  const Presenter& presenter_;
};

}  // namespace comity::http
