#include "service/fetch/bringing.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace comity::service::fetching {
namespace {

using base::Error;
using base::ErrorKind;
using base::Result;
using base::Status;

/// A server that sends other rests than it was asked for is asked for the whole so often.
constexpr int kMostAnew = 2;

/// Of "bytes 100-199/1000".
struct ContentRange {
  std::uint64_t begin = 0;
  std::optional<std::uint64_t> whole;
};

std::optional<std::uint64_t> digits(std::string_view text) {
  std::uint64_t value = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return value;
}

std::optional<ContentRange> content_range(std::string_view text) {
  if (!text.starts_with("bytes ")) return std::nullopt;
  text.remove_prefix(6);
  const auto slash = text.find('/');
  const auto begin = digits(text.substr(0, text.find('-')));
  if (slash == text.npos || !begin) return std::nullopt;
  return ContentRange{*begin, digits(text.substr(slash + 1))};
}

Validators validators_of(const std::string& address, const WebHead& head) {
  return {address, std::string(head.field("etag")), std::string(head.field("last-modified"))};
}

bool is_page(std::string_view bytes) {
  const auto start = base::lower_ascii(base::trimmed(bytes.substr(0, 1024)));
  return start.find("<html") != start.npos || start.find("<!doctype html") != start.npos;
}

/// By the bytes, which say more than a Content-Type does.
bool is_of(std::string_view format, std::string_view bytes) {
  if (format == "pdf") return bytes.substr(0, 1024).find("%PDF-") != bytes.npos;
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("\xD0\xCF\x11\xE0");
}

Error no_document(const Wanted& wanted, std::string_view body, const WebHead& head) {
  const auto type = std::string(head.field("content-type").substr(0, 80));
  const char* const what = body.empty()    ? "nothing"
                           : is_page(body) ? "a web page"
                                           : "something else";
  return {ErrorKind::unsupported,
          fmt::format("{} came where a {} was expected{}", what,
                      wanted.format == "pdf" ? "PDF" : "Word document",
                      type.empty() ? "" : " (Content-Type " + type + ")"),
          wanted.address,
          "the server may not have it in this language or format: look at the "
          "address in a browser"};
}

}  // namespace

Result<Bringing> Bringing::open(const Surroundings& at, const Settings& settings, Wanted wanted) {
  COMITY_TRY(auto parts, Parts::open(at.files, wanted.folder));
  Bringing bringing(at, settings, std::move(wanted), std::move(parts));
  bringing.kept_ = bringing.place().kept();
  bringing.settled_at_ = bringing.arrived();
  return bringing;
}

bool Bringing::is_fresh() const {
  if (!kept_) return false;
  const std::chrono::microseconds age(at_->clock.now().microseconds - kept_->asked.microseconds);
  return age.count() >= 0 && age < settings_->fresh;
}

Brought Bringing::as_kept() const { return {wanted_.folder, kept_->bytes, false}; }

std::vector<std::pair<std::string, std::string>> Bringing::begin(const std::string& address) {
  begun_ = false;
  std::vector<std::pair<std::string, std::string>> fields;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) fields.emplace_back(name, value);
  };
  if (parts_.can_go_on() && parts_.validators().address == address) {
    add("Range", fmt::format("bytes={}-", parts_.size()));
    add("If-Range", parts_.validators().strong());
  } else if (kept_ && kept_->validators.address == address) {
    add("If-None-Match", kept_->validators.etag);
    add("If-Modified-Since", kept_->validators.last_modified);
  }
  return fields;
}

/// Whether it is the rest of what is here, whatever the server says of it.
bool Bringing::goes_on(const std::string& address, const WebHead& head) const {
  const auto range = content_range(head.field("content-range"));
  if (!range || range->begin != parts_.size()) return false;
  if (parts_.size() == 0) return true;
  const auto& known = parts_.validators();
  const auto now = validators_of(address, head);
  const bool same_tag = now.etag.empty() || known.etag.empty() || now.etag == known.etag;
  const bool same_date = now.last_modified.empty() || known.last_modified.empty() ||
                         now.last_modified == known.last_modified;
  return known.address == address && same_tag && same_date;
}

Status Bringing::open_answer(const std::string& address, const WebHead& head) {
  if (head.status == 206 && !goes_on(address, head)) {
    another_ = true;
    return base::fail(ErrorKind::unavailable, "the server sent another part than it was asked for",
                      address, "run it again");
  }
  begun_ = true;
  if (head.status == 206 && parts_.size() > 0) return {};
  auto begun = parts_.begin(validators_of(address, head));
  if (!begun) own_ = begun.error();
  return begun;
}

Status Bringing::take(const std::string& address, const WebHead& head, std::string_view piece) {
  if (head.status != 200 && head.status != 206) return {};
  if (!begun_) COMITY_CHECK(open_answer(address, head));
  if (parts_.size() + piece.size() > settings_->most_bytes) {
    return base::fail(ErrorKind::too_large,
                      fmt::format("the document is larger than {} bytes", settings_->most_bytes),
                      address, "raise largest in fetch.csv of the installation's folder");
  }
  auto added = parts_.add(piece);
  if (!added) own_ = added.error();
  return added;
}

Result<Bringing::Standing> Bringing::settle(const std::string& address, const WebHead& head,
                                            const std::optional<Error>& error) {
  if (own_) return tl::unexpected<Error>(*own_);
  const bool refused_rest = head.status == 416 && arrived() > 0;
  const bool no_rest = !error && head.status == 206 && !begun_;
  if (std::exchange(another_, false) || refused_rest || no_rest) {
    COMITY_CHECK(parts_.clear());
    settled_at_ = 0;
    return ++anew_ <= kMostAnew ? Standing::unfinished : Standing::settled;
  }
  if (error) {
    if (error->kind == ErrorKind::too_large || !parts_.can_go_on()) {
      COMITY_CHECK(parts_.clear());
    } else {
      COMITY_CHECK(parts_.flush());
    }
    return Standing::settled;
  }
  if (head.status == 200 && !begun_) COMITY_CHECK(parts_.begin(validators_of(address, head)));
  const auto range = content_range(head.field("content-range"));
  const bool lacks = head.status == 206 && range && range->whole && arrived() < *range->whole;
  const bool came = arrived() > std::exchange(settled_at_, arrived());
  return lacks && came && parts_.can_go_on() ? Standing::unfinished : Standing::settled;
}

tl::expected<Brought, Trouble> Bringing::done(const WebHead& head) {
  const auto own = [](Error error) {
    return tl::unexpected<Trouble>(Trouble{std::move(error), true});
  };
  const auto failed = [](Error error) {
    return tl::unexpected<Trouble>(Trouble{std::move(error), false});
  };
  const auto range = content_range(head.field("content-range"));
  const bool lacks = head.status == 206 && (!range || arrived() < range->whole.value_or(0));
  if (lacks || (head.status == 304 && !kept_)) {
    return failed({ErrorKind::unavailable, "the server does not send the whole document",
                   wanted_.address, "run it again later"});
  }
  const auto now = at_->clock.now();
  if (head.status == 304) {
    auto confirmed = place().confirm(*kept_, now);
    if (!confirmed) return own(std::move(confirmed).error());
    return as_kept();
  }
  const auto body = parts_.whole();
  if (!body) return own(body.error());
  const auto validators = parts_.validators();
  const bool good = is_of(wanted_.format, *body);
  auto kept = good ? place().keep(*body, validators, now) : Status();
  if (kept) kept = parts_.clear();
  if (!kept) return own(std::move(kept).error());
  if (!good) return failed(no_document(wanted_, *body, head));
  return Brought{wanted_.folder, body->size(), true};
}

}  // namespace comity::service::fetching
