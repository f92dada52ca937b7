#pragma once

#include "http/consultations.h"
#include "http/forms.h"
#include "http/open_uploads.h"
#include "http/presenter.h"
#include "http/puzzles.h"

namespace comity::http {

/// Calls for input and replies to them. Thread-safe.
class ConsultationPages {
 public:
  ConsultationPages(Site& site, const Forms& forms, PublicForms& public_forms,
                    OpenUploads& open_uploads, const Presenter& presenter, Transport transport)
      : site_(site),
        forms_(forms),
        public_forms_(public_forms),
        open_uploads_(open_uploads),
        presenter_(presenter),
        transport_(transport) {}

  /// Whether the route is one of these.
  [[nodiscard]] static bool has(RouteId route);
  /// How many bytes of body anybody may send there; 0: no more than a form.
  [[nodiscard]] static std::size_t most_bytes(RouteId route);
  [[nodiscard]] Outcome answer(const Visit& visit) const;

 private:
  [[nodiscard]] Outcome show(const Visit& visit) const;
  [[nodiscard]] Outcome call(const Visit& visit) const;
  [[nodiscard]] Outcome editor(const Visit& visit) const;
  [[nodiscard]] Outcome reply_form(const Visit& visit) const;
  [[nodiscard]] Outcome form_again(const Visit& visit, const std::vector<Parameter>& filled,
                                   Problem problem) const;
  [[nodiscard]] base::Json puzzle_for(const Visit& visit) const;
  [[nodiscard]] Outcome file(const Visit& visit) const;
  [[nodiscard]] Outcome write(const Visit& visit) const;
  [[nodiscard]] Outcome readers(const Visit& visit) const;
  [[nodiscard]] Outcome receive(const Visit& visit) const;
  [[nodiscard]] Outcome correction_again(const Visit& visit, const ReceiptWish& wish,
                                         const std::vector<Parameter>& filled,
                                         const base::Error& error) const;
  [[nodiscard]] Outcome receipt(const Visit& visit) const;
  void end_uploads(const std::vector<Parameter>& filled) const;
  [[nodiscard]] Reader reader_of(const Visit& visit) const;
  [[nodiscard]] std::string origin_of(const Visit& visit) const;

  Site& site_;
  const Forms& forms_;
  PublicForms& public_forms_;
  OpenUploads& open_uploads_;
  const Presenter& presenter_;
  const Transport transport_;
};

}  // namespace comity::http
