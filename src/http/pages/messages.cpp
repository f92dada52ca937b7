#include "http/pages/messages.h"

#include <unicode/calendar.h>
#include <unicode/datefmt.h>
#include <unicode/dtfmtsym.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/ubidi.h>

#include <charconv>
#include <mutex>
#include <set>

#include "base/json.h"

namespace comity::http {
namespace {

icu::UnicodeString wide(std::string_view text) {
  return icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
}

std::string narrow(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

// A text that does not run the way of the sentence it comes into is isolated within it (FSI, PDI),
// so that symbols and names neither turn the words around them nor are turned.
icu::UnicodeString within(bool right_to_left, const icu::UnicodeString& text) {
  const auto way = ubidi_getBaseDirection(text.getBuffer(), text.length());
  if ((way == UBIDI_RTL) == right_to_left) return text;
  return icu::UnicodeString(u'\u2068') + text + u'\u2069';
}

// Months as the United Nations writes them where ICU has others.
void name_months(icu::DateFormat& dates, const base::JsonArray& months) {
  auto* format = dynamic_cast<icu::SimpleDateFormat*>(&dates);
  if (format == nullptr || months.empty()) return;
  std::vector<icu::UnicodeString> names;
  for (const base::Json& each : months) {
    const auto* name = each.if_string();
    names.push_back(name == nullptr ? icu::UnicodeString() : wide({name->data(), name->size()}));
  }
  icu::DateFormatSymbols symbols(*format->getDateFormatSymbols());
  symbols.setMonths(names.data(), static_cast<std::int32_t>(names.size()));
  format->setDateFormatSymbols(symbols);
}

// ICU formatters keep state while they format, so each is used by one thread at a time.
struct Message {
  std::mutex mutex;
  std::unique_ptr<icu::MessageFormat> format;
  std::vector<std::string> arguments;
};

base::Result<std::vector<std::string>> names_in(const icu::UnicodeString& pattern) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessagePattern parsed(pattern, nullptr, status);
  if (U_FAILURE(status)) return base::fail(base::ErrorKind::corrupt, u_errorName(status));
  std::set<std::string> names;
  for (std::int32_t index = 0; index < parsed.countParts(); ++index) {
    const auto& part = parsed.getPart(index);
    if (part.getType() == UMSGPAT_PART_TYPE_ARG_NAME) {
      names.insert(narrow(parsed.getSubstring(part)));
    }
  }
  return std::vector<std::string>(names.begin(), names.end());
}

bool digits(std::string_view text, int& value) {
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  return result.ec == std::errc{} && result.ptr == text.data() + text.size();
}

}  // namespace

struct Catalogue::Impl {
  std::string language;
  std::string name;
  std::string direction;
  icu::number::LocalizedNumberFormatter numbers;
  mutable std::mutex dates_mutex;
  std::unique_ptr<icu::DateFormat> dates;
  std::map<std::string, std::unique_ptr<Message>, std::less<>> messages;
};

Catalogue::Catalogue(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

base::Result<Catalogue> Catalogue::parse(std::string_view json) {
  COMITY_TRY(const base::Json value, base::parse_json(json));
  const auto* object = value.if_object();
  if (object == nullptr) return base::fail(base::ErrorKind::corrupt, "no object");
  auto impl = std::make_unique<Impl>();
  impl->language = base::text_at(*object, "language");
  impl->name = base::text_at(*object, "name");
  impl->direction = base::text_at(*object, "direction");
  const std::string tag(base::text_at(*object, "locale"));
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(tag, status);
  impl->numbers = icu::number::NumberFormatter::withLocale(locale);
  impl->dates.reset(icu::DateFormat::createInstanceForSkeleton("yMMMMd", locale, status));
  if (U_FAILURE(status)) return base::fail(base::ErrorKind::corrupt, u_errorName(status), tag);
  impl->dates->setTimeZone(*icu::TimeZone::getGMT());
  name_months(*impl->dates, base::array_at(*object, "months"));

  for (const auto& member : base::object_at(*object, "messages")) {
    const std::string id(member.key());
    const auto* text = member.value().if_string();
    if (text == nullptr) return base::fail(base::ErrorKind::corrupt, "no text", id);
    const icu::UnicodeString pattern = wide({text->data(), text->size()});
    auto names = names_in(pattern);
    if (!names) return base::fail(base::ErrorKind::corrupt, names.error().message, id);
    auto message = std::make_unique<Message>();
    message->arguments = *std::move(names);
    message->format = std::make_unique<icu::MessageFormat>(pattern, locale, status);
    if (U_FAILURE(status)) return base::fail(base::ErrorKind::corrupt, u_errorName(status), id);
    impl->messages.emplace(id, std::move(message));
  }
  return Catalogue(std::move(impl));
}

const std::string& Catalogue::language() const { return impl_->language; }
const std::string& Catalogue::name() const { return impl_->name; }
const std::string& Catalogue::direction() const { return impl_->direction; }

bool Catalogue::has(std::string_view id) const {
  return impl_->messages.find(id) != impl_->messages.end();
}

std::vector<std::string> Catalogue::arguments_of(std::string_view id) const {
  const auto found = impl_->messages.find(id);
  return found == impl_->messages.end() ? std::vector<std::string>{} : found->second->arguments;
}

std::vector<std::string> Catalogue::ids() const {
  std::vector<std::string> ids;
  for (const auto& [id, message] : impl_->messages) ids.push_back(id);
  return ids;
}

std::string Catalogue::format(std::string_view id,
                              const std::vector<MessageArgument>& arguments) const {
  const auto found = impl_->messages.find(id);
  if (found == impl_->messages.end()) return std::string(id);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const MessageArgument& each : arguments) {
    names.push_back(wide(each.name));
    if (const auto* number = std::get_if<std::int64_t>(&each.value)) {
      values.emplace_back(*number);
    } else if (const auto* share = std::get_if<double>(&each.value)) {
      values.emplace_back(*share);
    } else {
      values.emplace_back(
          within(impl_->direction == "rtl", wide(std::get<std::string>(each.value))));
    }
  }
  icu::UnicodeString text;
  UErrorCode status = U_ZERO_ERROR;
  const std::lock_guard lock(found->second->mutex);
  found->second->format->format(names.data(), values.data(),
                                static_cast<std::int32_t>(values.size()), text, status);
  return U_SUCCESS(status) ? narrow(text) : std::string(id);
}

std::string Catalogue::number(std::int64_t value) const {
  UErrorCode status = U_ZERO_ERROR;
  const auto formatted = impl_->numbers.formatInt(value, status);
  const icu::UnicodeString text = formatted.toString(status);
  return U_SUCCESS(status) ? narrow(text) : std::to_string(value);
}

std::string Catalogue::date(std::string_view iso) const {
  if (iso.size() == 16 && iso[10] == 'T') {
    return date(iso.substr(0, 10)) + ' ' + std::string(iso.substr(11));
  }
  int year = 0;
  int month = 0;
  int day = 0;
  if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-' || !digits(iso.substr(0, 4), year) ||
      !digits(iso.substr(5, 2), month) || !digits(iso.substr(8, 2), day)) {
    return std::string(iso);
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(
      icu::Calendar::createInstance(*icu::TimeZone::getGMT(), icu::Locale::getRoot(), status));
  if (U_FAILURE(status)) return std::string(iso);
  calendar->setLenient(false);
  calendar->clear();
  calendar->set(year, month - 1, day);
  const UDate moment = calendar->getTime(status);
  if (U_FAILURE(status)) return std::string(iso);
  icu::UnicodeString text;
  const std::lock_guard lock(impl_->dates_mutex);
  impl_->dates->format(moment, text);
  return narrow(text);
}

}  // namespace comity::http
