#include "service/fetcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace comity::service {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kMostRedirects = 8;
constexpr std::string_view kAgent = "comity";
constexpr std::uint64_t kRobotsBytes = std::uint64_t{1} << 20;
constexpr milliseconds kLongestDelay{60'000};  // between two requests, whatever a site wants
constexpr milliseconds kFirstRetry{1'000};
constexpr std::string_view kAccept =
    "application/pdf, application/vnd.openxmlformats-officedocument.wordprocessingml.document, "
    "application/msword, */*;q=0.1";

std::string_view extension_of(std::string_view bytes) {
  // A PDF may have up to a thousand bytes before it (ISO 32000, annex H).
  if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return ".pdf";
  if (bytes.starts_with("PK\x03\x04")) return ".docx";
  if (bytes.starts_with("\xD0\xCF\x11\xE0")) return ".doc";
  return {};
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool may_come_later(int status) { return status == 408 || status == 429 || status >= 500; }

bool may_come_later(const base::Error& error) {
  return error.kind == ErrorKind::unavailable || error.kind == ErrorKind::timeout;
}

/// Where the bytes of a 206 begin ("bytes 500-999/1000"), and whether they are the last ones.
struct Range {
  std::uint64_t begin = 0;
  bool to_the_end = false;
};
std::optional<Range> range_of(std::string_view text) {
  if (!text.starts_with("bytes ")) return std::nullopt;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint64_t size = 0;
  const auto* at = text.data() + 6;
  const auto* const stop = text.data() + text.size();
  for (auto [number, sign] : {std::pair(&begin, '-'), std::pair(&end, '/')}) {
    const auto read = std::from_chars(at, stop, *number);
    if (read.ec != std::errc{} || read.ptr == stop || *read.ptr != sign) return std::nullopt;
    at = read.ptr + 1;
  }
  const auto read = std::from_chars(at, stop, size);
  if (read.ec != std::errc{} || read.ptr != stop) return std::nullopt;
  return Range{begin, end + 1 == size};
}

base::Error refusal_of(int status, const std::string& address) {
  const auto said = fmt::format("the service answered {}", status);
  switch (status) {
    case 404:
    case 410:
      return {ErrorKind::not_found, "the service has no such document", address,
              "look at the symbol and the language"};
    case 401:
    case 403:
    case 451:
      return {ErrorKind::forbidden, said + ": it does not give this document", address, ""};
    default:
      return {ErrorKind::unavailable, said, address, "try again later"};
  }
}

base::Error no_document(const TransferAnswer& answer, const std::string& address) {
  const auto type = answer.header("content-type");
  const bool page = type.starts_with("text/html") || answer.body.starts_with("<!") ||
                    answer.body.starts_with("<html");
  return {ErrorKind::unsupported,
          page ? "the service answered with a web page instead of a document"
               : fmt::format("the service answered with {} instead of a document",
                             type.empty() ? "something" : type),
          address, "look at the symbol and the language, or at the address in a browser"};
}

}  // namespace

Fetcher::Fetcher(Transfers& transfers, FetchCache& cache, const base::Clock& clock, Wait wait,
                 const Manners& manners)
    : transfers_(transfers),
      cache_(cache),
      clock_(clock),
      wait_(std::move(wait)),
      manners_(manners) {}

base::Status Fetcher::wait(milliseconds time, const std::string& address) {
  if (time.count() <= 0 || wait_(time)) return {};
  return fail(ErrorKind::unavailable, "it was stopped", address, "fetch again to go on");
}

base::Status Fetcher::pace(const std::string& origin) {
  auto pause = manners_.pause;
  if (const auto known = robots_.find(origin); known != robots_.end()) {
    pause = std::max(pause, std::min(known->second.delay(), kLongestDelay));
  }
  if (const auto last = last_.find(origin); last != last_.end()) {
    const milliseconds gone((clock_.now().microseconds - last->second.microseconds) / 1'000);
    COMITY_CHECK(wait(pause - std::max(gone, milliseconds(0)), origin));
  }
  last_[origin] = clock_.now();
  return {};
}

Result<TransferAnswer> Fetcher::once(const AddressParts& address,
                                     std::vector<std::pair<std::string, std::string>> headers) {
  COMITY_CHECK(pace(address.origin));
  headers.emplace_back("Accept", kAccept);
  return transfers_.get({address.whole, std::move(headers), manners_.most_bytes});
}

// A file that is not there allows everything, one that cannot be had nothing (RFC 9309, 2.3.1).
Result<const Robots*> Fetcher::robots_of(const std::string& origin) {
  if (const auto known = robots_.find(origin); known != robots_.end()) return &known->second;
  std::string address = origin + "/robots.txt";
  std::optional<Robots> robots;
  for (int hop = 0; hop <= kMostRedirects && !robots; ++hop) {
    COMITY_TRY(const auto parts, address_parts(address));
    COMITY_CHECK(pace(parts.origin));
    const auto answer = transfers_.get({parts.whole, {}, kRobotsBytes});
    if (!answer) {
      if (answer.error().kind == ErrorKind::forbidden) {
        return tl::unexpected<base::Error>(answer.error());
      }
      break;
    }
    if (is_redirect(answer->status)) {
      COMITY_TRY(const auto next, address_parts(answer->header("location"), parts.whole));
      address = next.whole;
    } else if (answer->status == 200) {
      robots = Robots::parse(answer->body, kAgent);
    } else if (answer->status < 500 && answer->status != 429) {
      robots = Robots();
    } else {
      break;
    }
  }
  if (!robots) {
    return fail(ErrorKind::unavailable, "what the site allows programs cannot be read", address,
                "try again later");
  }
  return &(robots_[origin] = *std::move(robots));
}

base::Status Fetcher::be_allowed(const AddressParts& address) {
  COMITY_TRY(const auto* robots, robots_of(address.origin));
  if (robots->allows(address.path)) return {};
  return fail(ErrorKind::forbidden, "the site's robots.txt asks programs not to fetch this",
              address.whole, "download it in a browser and import the file");
}

/// What the answer is together with what was kept; `again` where the rest must be asked for.
Result<TransferAnswer> Fetcher::settled(const AddressParts& address, TransferAnswer answer,
                                        std::optional<FetchCache::Kept> kept, bool& again) {
  again = false;
  if (answer.status == 304 && kept && kept->whole) {
    answer.body = std::move(kept->body);
    return answer;
  }
  if (answer.status == 206) {
    const auto range = range_of(answer.header("content-range"));
    const bool fits = kept && !kept->whole && range && range->begin == kept->body.size();
    if (!fits) {
      cache_.forget(address.whole);
      again = true;
      return answer;
    }
    answer.cut = answer.cut || !range->to_the_end;
    answer.body = kept->body + answer.body;
    answer.status = 200;
  } else if (answer.status == 416) {
    cache_.forget(address.whole);
    again = true;
    return answer;
  }
  if (answer.status != 200) return answer;
  if (answer.body.size() > manners_.most_bytes) {
    return fail(ErrorKind::too_large,
                fmt::format("the document has more than {} bytes", manners_.most_bytes),
                address.whole);
  }
  FetchCache::Kept now{std::string(answer.header("etag")),
                       std::string(answer.header("last-modified")), !answer.cut, answer.body};
  again = answer.cut;
  const bool useful = now.whole || !now.validator().empty();
  if (extension_of(answer.body).empty() || !useful) {
    cache_.forget(address.whole);
  } else {
    COMITY_CHECK(cache_.keep(address.whole, now));
  }
  return answer;
}

Result<TransferAnswer> Fetcher::answer_of(const AddressParts& address) {
  auto backoff = kFirstRetry;
  for (int left = manners_.tries;; --left) {
    auto kept = cache_.find(address.whole);
    std::vector<std::pair<std::string, std::string>> headers;
    if (kept && kept->whole) {
      if (!kept->etag.empty()) headers.emplace_back("If-None-Match", kept->etag);
      if (!kept->last_modified.empty()) {
        headers.emplace_back("If-Modified-Since", kept->last_modified);
      }
    } else if (kept) {
      headers.emplace_back("Range", fmt::format("bytes={}-", kept->body.size()));
      headers.emplace_back("If-Range", kept->validator());
    }
    auto answer = once(address, std::move(headers));
    milliseconds pause = backoff;
    if (answer) {
      bool again = false;
      COMITY_TRY(auto whole, settled(address, *std::move(answer), std::move(kept), again));
      if (!again && !may_come_later(whole.status)) return whole;
      if (const auto asked = whole.header("retry-after"); !asked.empty() && !again) {
        pause = std::max<milliseconds>(pause,
                                       retry_after(asked, clock_.now().microseconds / 1'000'000));
      }
      if (pause > manners_.longest_wait) {
        return fail(ErrorKind::unavailable,
                    fmt::format("the service asks one to come again in {} seconds",
                                std::chrono::duration_cast<seconds>(pause).count()),
                    address.whole, "fetch again then: what was fetched is kept");
      }
      if (left <= 1) {
        if (!again) return whole;
        return fail(ErrorKind::unavailable, "the transfer was cut again and again", address.whole,
                    "fetch again: it goes on where it was cut");
      }
    } else if (left <= 1 || !may_come_later(answer.error())) {
      return answer;
    }
    COMITY_CHECK(wait(pause, address.whole));
    backoff *= 2;
  }
}

Result<Fetcher::Document> Fetcher::document(std::string_view address) {
  COMITY_TRY(auto parts, address_parts(address));
  std::set<std::string> seen;
  for (int hop = 0; hop <= kMostRedirects; ++hop) {
    if (!seen.insert(parts.whole).second) {
      return fail(ErrorKind::unavailable, "the service sends one round in a circle", parts.whole);
    }
    COMITY_CHECK(be_allowed(parts));
    COMITY_TRY(auto answer, answer_of(parts));
    if (is_redirect(answer.status)) {
      const bool was_safe = parts.origin.starts_with("https:");
      COMITY_TRY(parts, address_parts(answer.header("location"), parts.whole));
      if (was_safe && !parts.origin.starts_with("https:")) {
        return fail(ErrorKind::forbidden, "the service leads from https to http", parts.whole);
      }
      continue;
    }
    if (answer.status != 200 && answer.status != 304) {
      return tl::unexpected<base::Error>(refusal_of(answer.status, parts.whole));
    }
    const auto extension = extension_of(answer.body);
    if (extension.empty()) {
      return tl::unexpected<base::Error>(no_document(answer, parts.whole));
    }
    return Document{parts.whole, std::move(answer.body), extension, answer.status == 304};
  }
  return fail(ErrorKind::unavailable,
              fmt::format("the service sends one on more than {} times", kMostRedirects),
              parts.whole);
}

}  // namespace comity::service
