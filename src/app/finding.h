#pragma once

#include "http/finding.h"
#include "service/installation.h"

namespace comity::app {

/// Searches that people keep, and what is said of what they find, over `service`.
class ServiceFinding final : public http::Finding {
 public:
  explicit ServiceFinding(service::Installation& installation) : installation_(installation) {}

  base::Result<base::Json> saved_searches(std::string_view language,
                                          const http::Actor& actor) override;
  base::Status save_search(std::string_view name, const std::vector<http::Parameter>& question,
                           const http::Actor& actor) override;
  base::Status rename_saved_search(std::string_view id, std::string_view name,
                                   const http::Actor& actor) override;
  base::Status delete_saved_search(std::string_view id, const http::Actor& actor) override;
  base::Status see_saved_search(std::string_view id, std::string_view at,
                                const http::Actor& actor) override;
  base::Result<base::Json> tag_found_form(const std::vector<http::Parameter>& question,
                                          std::string_view language,
                                          const http::Actor& actor) override;
  base::Result<base::Json> tag_found(const http::TagFoundWish& wish,
                                     const http::Actor& actor) override;

 private:
  service::Installation& installation_;
};

}  // namespace comity::app
