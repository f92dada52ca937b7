#pragma once

#include "http/forms.h"
#include "http/people.h"
#include "http/presenter.h"

namespace comity::http {

/// The account of who is signed in, and the people of the record. Thread-safe.
class PeoplePages {
 public:
  PeoplePages(Site& site, const Forms& forms, const Presenter& presenter, Transport transport)
      : site_(site), forms_(forms), presenter_(presenter), transport_(transport) {}

  /// Whether the route is one of these.
  [[nodiscard]] static bool has(RouteId route);
  [[nodiscard]] Outcome answer(const Visit& visit) const;

 private:
  using Fields = std::vector<Parameter>;

  [[nodiscard]] Outcome people(const Visit& visit) const;
  [[nodiscard]] Outcome person(const Visit& visit) const;
  [[nodiscard]] Outcome invitation(const Visit& visit) const;
  [[nodiscard]] Outcome account(const Visit& visit) const;
  [[nodiscard]] Outcome invite(const Visit& visit, const Fields& fields) const;
  [[nodiscard]] Outcome decide(const Visit& visit, const Fields& fields) const;
  [[nodiscard]] Outcome change_own(const Visit& visit, const Fields& fields) const;
  [[nodiscard]] Outcome shown_once(const Visit& visit, std::string_view member,
                                   base::Json made) const;
  [[nodiscard]] Outcome account_page(const Visit& visit, std::string_view member,
                                     const base::Json& made) const;
  [[nodiscard]] Outcome people_page(const Visit& visit, const base::Json& made) const;

  Site& site_;
  const Forms& forms_;
  const Presenter& presenter_;
  const Transport transport_;
};

}  // namespace comity::http
