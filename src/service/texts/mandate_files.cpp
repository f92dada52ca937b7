#include <algorithm>
#include <array>
#include <utility>

#include "service/address.h"
#include "service/row_streams.h"
#include "service/texts/mandates.h"

namespace comity::service {
namespace {

using base::Result;

constexpr std::array<render::Column, 16> kColumns = {
    {{"symbol", "the text that asks or promises", 20},
     {"number", "its paragraph", 10},
     {"body", "that adopted it: GA, HRC, …", 8},
     {"session", "at which it adopted it", 8},
     {"date", "of the text", 12},
     {"title", "of the text", 40},
     {"kind", "request, or promise of the body itself", 10},
     {"verb", "with which it asks, in its plain form", 12},
     {"addressees", "who is asked, as codes; state:FRA for a State", 24},
     {"addressed", "who is asked, as printed", 30},
     {"action", "what is asked or promised", 60},
     {"occasions", "by when: s76 a session, a year or day, annual", 14},
     {"state", "due, kept, not_seen: as far as the record shows", 10},
     {"reason", "why the state is so", 18},
     {"kept_by", "the text of the record that keeps it", 20},
     {"text", "the whole paragraph", 80}}};

/// What a row has that it does not hold itself.
struct Beside {
  std::vector<std::string> due;
  std::string kept_by;
};

Beside beside_of(const MandateRow& row) {
  Beside out;
  out.due.reserve(row.mandate.occasions.size());
  for (const auto& each : row.mandate.occasions) out.due.push_back(grammar::code_of(each));
  if (row.verdict.by) out.kept_by = row.verdict.by->work;
  return out;
}

std::array<render::Field, kColumns.size()> fields_of(const MandateRow& row, const Beside& beside) {
  const auto& text = row.text;
  const auto& mandate = row.mandate;
  return {text.work,
          mandate.number,
          text.body,
          text.session,
          text.date,
          text.title,
          grammar::name_of(mandate.kind),
          mandate.verb,
          std::span<const std::string>(mandate.addressees),
          mandate.addressed,
          mandate.action,
          std::span<const std::string>(beside.due),
          name_of(row.verdict.state),
          row.verdict.reason,
          beside.kept_by,
          row.paragraph};
}

/// They are judged together, so that they are all there before the first is taken.
class MandateSource final : public RowSource {
 public:
  MandateSource(store::Read read, std::vector<MandateRow> rows)
      : read_(std::move(read)), rows_(std::move(rows)) {}

  [[nodiscard]] std::span<const render::Column> columns() const override { return kColumns; }
  Result<bool> next(const Take& take) override {
    constexpr std::size_t kAtOnce = 500;
    for (const auto end = std::min(rows_.size(), at_ + kAtOnce); at_ < end; ++at_) {
      const auto& row = rows_[at_];
      const auto beside = beside_of(row);
      COMITY_CHECK(take(fields_of(row, beside)));
    }
    return at_ < rows_.size();
  }
  [[nodiscard]] const store::Read& read() const override { return read_; }

 private:
  store::Read read_;
  std::vector<MandateRow> rows_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::unique_ptr<RowStream>> mandate_rows(Installation& installation, const Ask& ask,
                                                const MandatesRequest& request, RowFormat format) {
  COMITY_TRY(auto read, installation.store().read());
  const auto asker = visibility_of(ask.actor, read);
  COMITY_TRY(auto judge, MandateJudge::look(installation, read, asker));
  COMITY_TRY(auto rows, find_mandates(installation, ask, read, request, judge));
  Parameters parameters = {{"q", request.words}, {"view", request.view}};
  parameters.insert(parameters.end(), request.filters.begin(), request.filters.end());
  return stream_of(installation, ask,
                   std::make_unique<MandateSource>(std::move(read), std::move(rows)),
                   {"mandates", address_with("/mandates", parameters)}, format);
}

}  // namespace comity::service
