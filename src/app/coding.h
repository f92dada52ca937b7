#pragma once

#include "http/coding.h"
#include "service/installation.h"

namespace comity::app {

/// Passages, synthesis and report, of `service`, behind the addresses of `http`.
class ServiceCoding final : public http::ReplyCoding {
 public:
  explicit ServiceCoding(service::Installation& installation) : installation_(installation) {}

  base::Result<base::Json> passages(const http::CodingQuestion& question,
                                    const http::Reader& reader) override;
  base::Result<base::Json> proposals(const http::CodingQuestion& question,
                                     const http::Reader& reader) override;
  base::Result<base::Json> presence(const http::CodingQuestion& question,
                                    const http::Reader& reader) override;
  base::Result<base::Json> synthesis(const http::CodingQuestion& question,
                                     const http::Reader& reader) override;
  base::Result<base::Json> report(const http::CodingQuestion& question,
                                  const http::Reader& reader) override;
  base::Result<http::File> report_file(std::string_view call, std::string_view format,
                                       const http::Reader& reader) override;
  base::Result<base::Json> take(http::CodingStep step, std::string_view call,
                                const std::vector<http::Parameter>& fields,
                                const http::Reader& reader) override;

 private:
  [[nodiscard]] service::Ask ask_of(const http::Reader& reader) const;
  service::Installation& installation_;
};

}  // namespace comity::app
