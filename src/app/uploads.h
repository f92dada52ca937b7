#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "http/uploads.h"
#include "service/installation.h"

namespace comity::app {

/// Files ahead of replies, of `service`, behind the addresses of `http`. While it lives, what has
/// expired is erased once a minute.
class ServiceUploads final : public http::ReplyUploads {
 public:
  explicit ServiceUploads(service::Installation& installation);

  base::Result<base::Json> terms(std::string_view call, const http::Reader& reader) override;
  base::Result<base::Json> begin(std::string_view call, const http::UploadWish& wish,
                                 const http::Reader& reader) override;
  base::Result<base::Json> state(const http::UploadKey& key, const http::Reader& reader) override;
  base::Result<base::Json> append(const http::UploadKey& key, std::uint64_t offset,
                                  std::string_view bytes, const http::Reader& reader) override;
  base::Status discard(const http::UploadKey& key, const http::Reader& reader) override;
  [[nodiscard]] std::string upload_of(std::string_view secret) const override;

 private:
  void sweep(const std::stop_token& ended);

  service::Installation& installation_;
  std::mutex mutex_;
  std::condition_variable_any woken_;
  std::jthread sweeper_;  ///< last: it ends before what it uses
};

}  // namespace comity::app
