#pragma once

#include "http/forms.h"
#include "http/import_jobs.h"
#include "http/presenter.h"

namespace comity::http {

/// The import page and the addresses of import jobs. Thread-safe.
class Imports {
 public:
  Imports(Site& site, const Forms& forms, const Presenter& presenter)
      : site_(site), forms_(forms), presenter_(presenter) {}

  /// Whether the route is one of these.
  [[nodiscard]] static bool has(RouteId route);
  [[nodiscard]] Outcome answer(const Visit& visit) const;
  /// How many bytes of body a request of a route may bring.
  [[nodiscard]] static std::size_t most_bytes(RouteId route);

 private:
  using Fields = std::vector<Parameter>;

  [[nodiscard]] Outcome page(const Visit& visit) const;
  [[nodiscard]] Outcome post(const Visit& visit) const;
  [[nodiscard]] Outcome change(const Visit& visit, const Fields& fields) const;
  [[nodiscard]] Outcome create(const Visit& visit, const Fields& fields) const;
  [[nodiscard]] Outcome add(const Visit& visit, const Fields& fields) const;
  [[nodiscard]] Outcome job(const Visit& visit) const;
  [[nodiscard]] Outcome events(const Visit& visit) const;
  [[nodiscard]] Outcome file(const Visit& visit) const;
  [[nodiscard]] Outcome part(const Visit& visit) const;
  [[nodiscard]] Outcome show(const Visit& visit, const base::Json& body,
                             const base::Json& extra) const;

  Site& site_;
  const Forms& forms_;
  const Presenter& presenter_;
};

}  // namespace comity::http
