#include "grammar/citations/number_body.h"

#include "grammar/bodies.h"

namespace comity::grammar {
namespace {

/// The Assembly's session at which the Human Rights Council was founded.
constexpr int kFoundedCouncil = 60;

}  // namespace

bool numbers_by_year(std::string_view code) {
  return code == "ECOSOC" || code == "CHR" || code == "SUBCHR";
}

std::string body_by_session(const ResolutionNumber& number, const NamedBody& named,
                            const CitingContext& context) {
  std::string code = named.body;
  const bool stated = !code.empty() && !named.own;
  if (code.empty()) code = context.body;
  // "Statistical Commission decision 47/101" is not of the Commission that numbers by year.
  if (stated) return numbers_by_year(code) ? std::string() : code;
  const Body* assembly = body_by_code("GA");
  if (code == "GA" && assembly != nullptr && number.session < assembly->first_session) return "HRC";
  // The Council has about three sessions in each of the Assembly's, since the sixty-first.
  const int last = context.session;
  if (code == "HRC" && context.body == "GA" && last > 0 &&
      number.session > 3 * (last - kFoundedCouncil) + 3)
    return "GA";
  if (code == "HRC" && last > 0 && number.session > last) return "GA";
  // Where nothing tells the time, numbers from the session that founded the Council on.
  if (code == "HRC" && last == 0 && !named.own && number.session >= kFoundedCouncil) return "GA";
  if (code == "SC" || code == "ECOSOC" || code == "CHR" || code == "SUBCHR") return "GA";
  return code;
}

}  // namespace comity::grammar
