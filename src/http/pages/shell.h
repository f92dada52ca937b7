#pragma once

#include <string>
#include <string_view>

#include "http/pages/assets.h"
#include "http/pages/pages.h"
#include "http/protocol/address.h"
#include "http/router.h"

namespace comity::http {

/// What a page is told beside its answer; README.md has the table for those who write templates.
struct Shell {
  std::string language;
  std::string title;
  const Route* route = nullptr;  ///< null where no address fits
  const Target* target = nullptr;
  const Actor* actor = nullptr;
  std::string form_token;  ///< empty for the public
  std::string etag;        ///< of the answer
  bool specimen = false;
  int status = 200;
};

/// The root `{"site": {…}}` of a page.
[[nodiscard]] base::Json shell_root(const Shell& shell, const Pages& pages, const Assets& assets);

}  // namespace comity::http
