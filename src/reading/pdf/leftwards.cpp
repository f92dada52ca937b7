#include "reading/pdf/leftwards.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace comity::reading::pdf {
namespace {

// visual  := letters as drawn, left to right          logical := as read
//
// A text is read from its right end, but for the stretches inside it that are written rightwards:
//   stretch := word of other letters (neutral* word)* | figures (separator figures)*
// Separators are those that the bidirectional algorithm joins to figures (UAX #9, W4).

/// A letter and the span that it stands in.
struct Letter {
  UChar32 code = 0;
  std::size_t span = 0;
};

enum class Side : std::uint8_t { leftwards, rightwards, figure, arabic_figure, neutral };

Side side_of(UChar32 c) {
  switch (u_charDirection(c)) {
    case U_RIGHT_TO_LEFT:
    case U_RIGHT_TO_LEFT_ARABIC:
    case U_DIR_NON_SPACING_MARK:
      return Side::leftwards;
    case U_LEFT_TO_RIGHT:
      return Side::rightwards;
    case U_EUROPEAN_NUMBER:
      return Side::figure;
    case U_ARABIC_NUMBER:
      return Side::arabic_figure;
    default:
      return Side::neutral;
  }
}

struct Count {
  std::size_t leftwards = 0;
  std::size_t rightwards = 0;
};

Count count_of(std::string_view text) {
  Count count;
  for (std::size_t i = 0; i < text.size();) {
    const auto side = side_of(static_cast<UChar32>(base::next_code_point(text, i)));
    count.leftwards += side == Side::leftwards ? 1U : 0U;
    count.rightwards += side == Side::rightwards ? 1U : 0U;
  }
  return count;
}

std::vector<Letter> letters_of(const std::vector<Span>& spans) {
  std::vector<Letter> letters;
  for (std::size_t n = 0; n < spans.size(); ++n) {
    const std::string_view text = spans[n].text;
    for (std::size_t i = 0; i < text.size();) {
      letters.push_back({static_cast<UChar32>(base::next_code_point(text, i)), n});
    }
  }
  return letters;
}

bool joins_figures(UChar32 c) { return c == '.' || c == ',' || c == ':' || c == '/' || c == 0xA0; }

/// The end of the stretch written rightwards that begins at `at` among letters as drawn; `at` where
/// none does.
std::size_t stretch_end(const std::vector<Letter>& letters, std::size_t at) {
  const auto side = [&](std::size_t i) { return side_of(letters[i].code); };
  if (side(at) == Side::neutral) return at;
  std::size_t end = at;
  bool words = false;
  for (std::size_t i = at; i < letters.size(); ++i) {
    const auto here = side(i);
    if (here == Side::leftwards) break;
    if (here == Side::rightwards) words = true;
    if (here == Side::rightwards || here == Side::figure || here == Side::arabic_figure) {
      const bool apart = end > at && i > end;
      const bool joint = i == end + 1 && joins_figures(letters[end].code);
      // "98-2" stands at the head of what is read: no letter to its right.
      const bool dash = i == end + 1 && letters[end].code == '-' && here == Side::figure &&
                        side(end - 1) == Side::figure &&
                        std::none_of(letters.begin() + static_cast<std::ptrdiff_t>(i),
                                     letters.end(), [](const Letter& letter) {
                                       return side_of(letter.code) == Side::leftwards;
                                     });
      if (apart && !words && !joint && !dash) break;
      end = i + 1;
    }
  }
  return end;
}

UChar32 mirrored_of(UChar32 c) { return u_charMirror(c); }

/// Letters as drawn, in the order in which they are read.
std::vector<Letter> turned(const std::vector<Letter>& drawn, bool mirrored) {
  std::vector<Letter> read;
  read.reserve(drawn.size());
  for (std::size_t i = 0; i < drawn.size();) {
    const auto end = stretch_end(drawn, i);
    if (end > i) {
      read.insert(read.end(),
                  std::make_reverse_iterator(drawn.begin() + static_cast<std::ptrdiff_t>(end)),
                  std::make_reverse_iterator(drawn.begin() + static_cast<std::ptrdiff_t>(i)));
      i = end;
      continue;
    }
    auto letter = drawn[i++];
    if (mirrored) letter.code = mirrored_of(letter.code);
    read.push_back(letter);
  }
  std::reverse(read.begin(), read.end());
  return read;
}

/// Joined forms as the letters themselves.
std::string plain_letters(const std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const auto* const nfkc = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status) != 0) return text;
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto begin = i;
    const auto c = static_cast<UChar32>(base::next_code_point(text, i));
    const bool form = (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE);
    if (!form) {
      out.append(text, begin, i - begin);
      continue;
    }
    nfkc->normalize(icu::UnicodeString(c), status).toUTF8String(out);
  }
  return out;
}

/// A drawn pair of lam and alef names its letters in the order in which they are read, and comes
/// out of the turn the other way round. Where that leaves what no word has, it is put right: two
/// alefs before a lam ("اإلنسان"), and a word that is nothing but an article ("ال").
void mend_lam_alef(std::string& text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kPairs{{
      {"اإل", "الإ"},
      {"األ", "الأ"},
      {"اآل", "الآ"},
      {"اال", "الا"},
  }};
  for (const auto& [wrong, right] : kPairs) {
    for (auto at = text.find(wrong); at != std::string::npos; at = text.find(wrong, at + 1)) {
      text.replace(at, wrong.size(), right);
    }
  }
}

std::string text_of(const std::vector<Letter>& letters, std::size_t begin, std::size_t end) {
  std::string text;
  for (auto i = begin; i < end; ++i) {
    base::append_code_point(text, static_cast<char32_t>(letters[i].code));
  }
  text = plain_letters(text);
  mend_lam_alef(text);
  return base::normalised(text);
}

void turn_piece(Piece& piece, bool mirrored) {
  const auto count = count_of(piece.text());
  if (count.rightwards > count.leftwards) return;
  const auto letters = turned(letters_of(piece.spans), mirrored);
  std::vector<Span> spans;
  for (std::size_t begin = 0; begin < letters.size();) {
    auto end = begin;
    while (end < letters.size() && letters[end].span == letters[begin].span) ++end;
    spans.push_back(piece.spans[letters[begin].span]);
    spans.back().text = text_of(letters, begin, end);
    begin = end;
  }
  piece.spans = std::move(spans);
}

/// Whether brackets are drawn as they look: of two on the page's lines the left one opens.
bool draws_brackets(const std::vector<Piece>& pieces) {
  int drawn = 0;
  for (const auto& piece : pieces) {
    const auto text = piece.text();
    if (count_of(text).leftwards == 0) continue;
    const auto open = text.find('(');
    const auto close = text.find(')');
    if (open != std::string::npos && close != std::string::npos) drawn += open < close ? 1 : -1;
  }
  return drawn >= 0;
}

}  // namespace

void turn(PagePieces& page) {
  Count count;
  for (const auto& piece : page.pieces) {
    const auto own = count_of(piece.text());
    count.leftwards += own.leftwards;
    count.rightwards += own.rightwards;
  }
  if (count.leftwards <= count.rightwards) return;
  page.turned = true;
  const bool mirrored = draws_brackets(page.pieces);
  for (auto& piece : page.pieces) {
    turn_piece(piece, mirrored);
    const float left = page.page.width - piece.right;
    piece.right = page.page.width - piece.left;
    piece.left = left;
  }
}

void turn_back(std::vector<model::Block>& blocks, const std::vector<PagePieces>& pages) {
  const auto back = [&](std::vector<model::Place>& places) {
    for (auto& place : places) {
      const auto index = static_cast<std::size_t>(place.page - 1);
      if (index >= pages.size() || !pages[index].turned) continue;
      place.box.left = pages[index].page.width - place.box.left - place.box.width;
    }
  };
  for (auto& block : blocks) {
    back(block.places);
  }
}

std::string in_reading_order(std::string_view visual, bool mirrored) {
  const std::vector<Span> spans{{std::string(visual), {}, {}}};
  const auto letters = turned(letters_of(spans), mirrored);
  return text_of(letters, 0, letters.size());
}

}  // namespace comity::reading::pdf
