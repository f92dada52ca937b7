#pragma once

#include <functional>

#include "http/consultations.h"
#include "service/installation.h"
#include "service/sealing/sealing.h"

namespace comity::app {

/// Calls for input and replies to them, of `service`, behind the addresses of `http`.
class ServiceConsultations final : public http::Consultations {
 public:
  explicit ServiceConsultations(service::Installation& installation)
      : installation_(installation) {}

  base::Result<base::Json> consultations(const http::Reader& reader) override;
  base::Result<base::Json> consultation(std::string_view call, const http::Reader& reader) override;
  base::Result<base::Json> write(std::string_view call, const http::Posted& posted,
                                 const http::Reader& reader) override;
  base::Result<base::Json> step(std::string_view call, const http::Posted& posted,
                                const http::Reader& reader) override;
  base::Result<base::Json> readers(std::string_view call, const http::Reader& reader) override;
  base::Result<base::Json> name_readers(std::string_view call, const http::Posted& posted,
                                        const http::Reader& reader) override;
  base::Result<base::Json> recover(std::string_view call, const http::Posted& posted,
                                   const http::Reader& reader) override;
  std::string new_receipt() override;
  base::Result<base::Json> receive(std::string_view call, http::Posted posted,
                                   const http::Reader& reader) override;
  base::Result<http::Tried<base::Json>> with_receipt(const http::ReceiptWish& wish,
                                                     http::Posted posted,
                                                     const http::Reader& reader) override;
  base::Result<base::Json> replies(std::string_view call, const http::Reader& reader) override;
  base::Result<base::Json> reply(std::string_view call, std::string_view reply,
                                 const http::Reader& reader) override;
  base::Result<http::File> reply_file(std::string_view call, std::string_view reply, int number,
                                      const http::Reader& reader) override;
  base::Result<http::File> letter(std::string_view call, std::string_view body,
                                  std::string_view origin, const http::Reader& reader) override;

 private:
  [[nodiscard]] service::Ask ask_of(const http::Reader& reader) const;
  /// `answer` of a call's readers, with the call beside it.
  [[nodiscard]] base::Result<base::Json> with_call(
      std::string_view call, const http::Reader& reader,
      const std::function<base::Result<base::JsonObject>(const service::CallName&)>& answer);
  service::Installation& installation_;
};

}  // namespace comity::app
