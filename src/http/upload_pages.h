#pragma once

#include "http/forms.h"
#include "http/open_uploads.h"
#include "http/presenter.h"
#include "http/puzzles.h"
#include "http/uploads.h"

namespace comity::http {

/// Files that are sent ahead of a reply, in parts (draft-ietf-httpbis-resumable-upload). Their
/// secret comes in the header Upload-Secret, so that it stands in no address and no log.
/// Thread-safe.
class UploadPages {
 public:
  UploadPages(Site& site, const Forms& forms, PublicForms& public_forms, OpenUploads& open,
              const Presenter& presenter, Transport transport)
      : site_(site),
        forms_(forms),
        public_forms_(public_forms),
        open_(open),
        presenter_(presenter),
        transport_(transport) {}

  /// Whether the route is one of these.
  [[nodiscard]] static bool has(RouteId route);
  /// How many bytes of body anybody may send there; 0: no more than a form.
  [[nodiscard]] static std::size_t most_bytes(RouteId route);
  [[nodiscard]] Outcome answer(const Visit& visit) const;

 private:
  [[nodiscard]] Outcome terms(const Visit& visit) const;
  [[nodiscard]] Outcome begin(const Visit& visit) const;
  [[nodiscard]] Outcome state(const Visit& visit) const;
  [[nodiscard]] Outcome part(const Visit& visit) const;
  [[nodiscard]] Outcome discard(const Visit& visit) const;
  [[nodiscard]] Reader reader_of(const Visit& visit) const { return {visit.actor, visit.language}; }

  Site& site_;
  const Forms& forms_;
  PublicForms& public_forms_;
  OpenUploads& open_;
  const Presenter& presenter_;
  const Transport transport_;
};

}  // namespace comity::http
