#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include <string>

// Choosing a face of an answer by what the request accepts (RFC 9110 section 12).
namespace comity::http {

/// One member of an Accept, Accept-Language or Accept-Encoding list. `quality` in thousandths.
struct Preference {
  std::string_view range;  ///< points into the header: "text/html", "*/*", "fr-CH", "gzip"
  int quality = 1000;
};

/// The list's members in the order given; what cannot be read is left out.
[[nodiscard]] std::vector<Preference> parse_preferences(std::string_view header);

/// The index of the offered media type that the Accept header wants most; of equals the first
/// offered. An empty header accepts the first. Nothing where none is acceptable.
[[nodiscard]] std::optional<std::size_t> choose_media_type(
    std::string_view accept, const std::vector<std::string_view>& offered);

/// The offered language (a code such as "en") that Accept-Language wants most; the first offered
/// where none fits.
[[nodiscard]] std::string_view choose_language(std::string_view accept_language,
                                               const std::vector<std::string_view>& offered);

enum class Coding : unsigned char { identity, gzip, br };
[[nodiscard]] std::string_view name_of(Coding coding);

/// The best coding the sender accepts: br before gzip of equal quality.
[[nodiscard]] Coding choose_coding(std::string_view accept_encoding);

}  // namespace comity::http
