#include "service/installation.h"

#include <algorithm>

#include "base/id.h"
#include "grammar/parse.h"
#include "service/accounts/attempts.h"
#include "service/coding/learning.h"
#include "service/coding/state.h"
#include "service/earlier_roots.h"
#include "service/finding/indexes.h"
#include "service/registers.h"
#include "service/sources/columns.h"
#include "service/sources/reconciliation.h"
#include "service/tags/tags.h"
#include "service/texts/record_texts.h"

namespace comity::service {
namespace {

using base::Result;

Result<store::ActorId> owner_of(store::Store& store, const base::Clock& clock) {
  COMITY_TRY(const auto existing, store.accounts().setting("owner"));
  if (existing) {
    COMITY_TRY(const auto id, base::from_crockford(*existing));
    return store::ActorId{id};
  }
  return store.accounts().owner_or({{base::random_id()}, "Owner", clock.now()});
}

base::Status ensure_own_space(store::Store& store, store::ActorId owner) {
  COMITY_TRY(const auto read, store.read());
  if (read.space(kOwnSpace) != nullptr) return {};
  const auto made =
      store.create_space({std::string(kOwnSpace), "This installation", false, {}}, owner);
  // Another process may have been first.
  if (!made && made.error().kind != base::ErrorKind::conflict) {
    return tl::unexpected<base::Error>(made.error());
  }
  return {};
}

}  // namespace

Interpretation own_interpretation() {
  return {std::string(reading::version()) + "+" + std::string(grammar::version()), grammar::parse};
}

struct Installation::Impl {
  Options options;
  reading::Reader reader;
  store::Store store;
  store::ActorId owner;
  Tags tags;
  Registers registers;
  std::unique_ptr<Indexes> indexes;  ///< which follow by the tags and name States by the registers
  Reconciliations reconciliations;
  KeptTexts texts;
  coding::CodingStates codings;
  coding::CodeModels code_models;
  Passwords passwords;
  Attempts attempts;
  EarlierRoots earlier_roots;

  Impl(Options o, reading::Reader r, store::Store s)
      : options(std::move(o)),
        reader(std::move(r)),
        store(std::move(s)),
        tags(tag_model_path(options.folder), *options.files),
        registers(store),
        passwords(options.password_cost),
        attempts(*options.clock) {}
};

Installation::Installation(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Installation::~Installation() = default;

Result<std::unique_ptr<Installation>> Installation::open(const Options& options) {
  COMITY_TRY(auto reader, reading::Reader::create(options.limits));
  COMITY_CHECK(base::make_lasting_folders(*options.files, options.folder));
  store::Options store_options;
  store_options.folder = options.folder;
  store_options.database = options.database;
  store_options.files = options.files;
  store_options.clock = options.clock;
  COMITY_TRY(auto store, store::Store::open(store_options));
  auto impl = std::make_unique<Impl>(options, std::move(reader), std::move(store));
  COMITY_TRY(impl->owner, owner_of(impl->store, *options.clock));
  COMITY_CHECK(ensure_own_space(impl->store, impl->owner));
  impl->indexes = std::make_unique<Indexes>(
      impl->store, impl->tags, impl->registers,
      options.index.empty() ? options.folder / "index" : options.index, *options.files);
  return std::unique_ptr<Installation>(new Installation(std::move(impl)));  // private constructor
}

store::Store& Installation::store() { return impl_->store; }
const store::Store& Installation::store() const { return impl_->store; }
const reading::Reader& Installation::reader() const { return impl_->reader; }
Indexes& Installation::indexes() { return *impl_->indexes; }
Reconciliations& Installation::reconciliations() { return impl_->reconciliations; }
KeptTexts& Installation::texts() { return impl_->texts; }
coding::CodingStates& Installation::codings() { return impl_->codings; }
coding::CodeModels& Installation::code_models() { return impl_->code_models; }
Passwords& Installation::passwords() { return impl_->passwords; }
Attempts& Installation::attempts() { return impl_->attempts; }
EarlierRoots& Installation::earlier_roots() { return impl_->earlier_roots; }
base::FileSystem& Installation::files() const { return *impl_->options.files; }
const base::Clock& Installation::clock() const { return *impl_->options.clock; }
const std::filesystem::path& Installation::folder() const { return impl_->options.folder; }
store::ActorId Installation::owner() const { return impl_->owner; }
const std::string& Installation::reader_version() const {
  return impl_->options.interpretation.version;
}

Result<std::shared_ptr<const model::Reading>> Installation::read_file(
    std::string_view bytes, std::string_view name, const names::Register& states,
    const ColumnsTold& told) const {
  COMITY_TRY(const auto document, impl_->reader.read(bytes, name));
  auto reading =
      std::make_shared<model::Reading>(impl_->options.interpretation.parse(document, states));
  read_as_told(*reading, states, told);
  reading->reader = impl_->options.interpretation.version;
  if (document.media_type == "application/pdf") {
    reading->program = impl_->reader.program_version();
  } else if (document.media_type == "application/msword") {
    reading->program = "antiword";
  }
  // A table has no words of its own to be called by.
  if (reading->kind == model::WorkKind::table && reading->title.empty()) {
    reading->title = std::filesystem::path(name).stem().string();
  }
  return std::shared_ptr<const model::Reading>(std::move(reading));
}

Result<std::shared_ptr<const names::Register>> Installation::register_of(
    const store::Space& space) {
  return impl_->registers.of(space);
}

Result<StateNames> Installation::states(const store::Read& read) {
  StateNames::Registers registers = {Registers::builtin()};
  for (const auto& space : read.spaces()) {
    if (!space.register_file) continue;
    COMITY_TRY(auto own, register_of(space));
    registers.push_back(std::move(own));
  }
  return StateNames(std::move(registers));
}

store::Visibility visibility_of(const Actor& actor, const store::Read& read) {
  const bool everywhere = actor.administers.contains("*");
  if (everywhere && may(actor, Action::read_internal, "*")) return store::Visibility::everything();
  std::vector<store::SpaceId> own;
  for (const auto& space : read.spaces()) {
    if (may(actor, Action::read_internal, space.name)) own.push_back(space.id);
  }
  return own.empty() ? store::Visibility::published() : store::Visibility::member_of(own);
}

std::string asker_key(const store::Visibility& asker) {
  std::string key = asker.scope == store::Visibility::Scope::everything ? "*" : "";
  for (const auto space : asker.spaces) key += std::to_string(space.value) + " ";
  return key;
}

bool reads_inside(store::SpaceId space, const store::Visibility& asker) {
  return asker.scope == store::Visibility::Scope::everything ||
         std::find(asker.spaces.begin(), asker.spaces.end(), space) != asker.spaces.end();
}

Result<store::EntryNumber> last_told(const store::Read& read, const store::Head& head,
                                     const store::Visibility& asker) {
  if (reads_inside(head.space, asker)) return head.size;
  return read.last_entry_beside(head.space, kVerbsOfReplies);
}

base::JsonArray at_json(const store::Read& read, const store::Visibility& asker) {
  base::JsonArray at;
  for (const auto& head : read.heads()) {
    const auto* space = read.space(head.space);
    if (space == nullptr) continue;
    at.push_back(base::JsonObject{{"space", space->name},
                                  {"entry", last_told(read, head, asker).value_or(0)}});
  }
  return at;
}

base::JsonArray at_json(const store::Read& read, const Actor& actor) {
  return at_json(read, visibility_of(actor, read));
}

Result<ToldHead> told_head(Installation& installation, const store::Read& read,
                           const store::Head& head, const store::Visibility& asker) {
  if (reads_inside(head.space, asker)) return ToldHead{head.size, head.root};
  const auto today = base::start_of_day(installation.clock().now());
  COMITY_TRY(const auto entries, read.last_entry_before(head.space, today));
  COMITY_TRY(const auto root, installation.earlier_roots().of(read, head.space, entries));
  return ToldHead{entries, root};
}

base::JsonObject count_json(std::uint64_t value, std::string address) {
  return {{"value", value}, {"address", std::move(address)}};
}

}  // namespace comity::service
