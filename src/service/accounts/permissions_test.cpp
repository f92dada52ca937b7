#include "service/accounts/permissions.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

namespace comity::service {
namespace {

TEST(Permissions, ThePublicReadsWhatIsPublishedAndNothingElse) {
  for (const auto action : kActions) {
    EXPECT_EQ(may(Role::anyone, action), action == Action::read_published);
    EXPECT_EQ(may(anyone(), action, "home"), action == Action::read_published);
  }
}

TEST(Permissions, EachRoleMayWhatItIsFor) {
  using enum Action;
  const std::vector<std::pair<Role, std::set<Action>>> table = {
      {Role::anyone, {read_published}},
      {Role::contributor, {read_published}},
      {Role::reader, {read_published, read_internal, manage_tokens, code_replies}},
      {Role::editor,
       {read_published, read_internal, manage_tokens, import_document, publish, withdraw,
        choose_copy, correct, write_call, code_replies, write_synthesis}},
      {Role::administrator,
       {read_published, read_internal, manage_tokens, import_document, publish, withdraw,
        choose_copy, correct, write_call, code_replies, write_synthesis, reread, back_up,
        manage_people}}};
  ASSERT_EQ(table.size(), kRoles.size());
  for (const auto& [role, actions] : table) {
    SCOPED_TRACE(std::string(name_of(role)));
    const auto named = role_from(name_of(role));
    EXPECT_EQ(named.value_or(Role::anyone), role);
    EXPECT_EQ(named.has_value(), role != Role::anyone) << "what everyone is, is not given";
    Actor actor{"id", "", "", {}};
    actor.roles = {{"home", role}};
    Actor program = actor;
    program.scopes = {Scope::read};
    for (const auto action : kActions) {
      EXPECT_EQ(may(role, action), actions.contains(action));
      EXPECT_EQ(may(actor, action, "home"), actions.contains(action));
      EXPECT_EQ(may(actor, action, "other"), action == read_published) << "a foreign space";
      EXPECT_EQ(may_somewhere(actor, action), actions.contains(action));
      const bool read = action == read_published || action == read_internal;
      EXPECT_EQ(may(program, action, "home"), read && actions.contains(action))
          << "a token reaches no further than its person";
    }
  }
  EXPECT_FALSE(role_from("owner"));
}

TEST(Permissions, AnAdministratorMayDoAllInTheirOwnSpaceOnly) {
  const Actor actor{"id", "", "", {"home"}};
  for (const auto action : kActions) {
    EXPECT_TRUE(may(actor, action, "home"));
    EXPECT_EQ(may(actor, action, "other"), action == Action::read_published);
  }
}

TEST(Permissions, TheOwnerOfTheFolderAdministersEverySpace) {
  for (const auto action : kActions) EXPECT_TRUE(may(owner_of_the_folder(), action, "any"));
}

TEST(Permissions, ATokenIsForItsScopesAndNothingElse) {
  using enum Action;
  const std::vector<std::pair<Scope, std::set<Action>>> table = {
      {Scope::read, {read_published, read_internal}},
      {Scope::import, {read_published, import_document}},
      {Scope::publish, {read_published, read_internal, publish, withdraw, choose_copy, write_call}},
      {Scope::correct, {read_published, read_internal, correct, code_replies, write_synthesis}}};
  ASSERT_EQ(table.size(), kScopes.size());
  for (const auto& [scope, actions] : table) {
    SCOPED_TRACE(std::string(name_of(scope)));
    EXPECT_EQ(scope_from(name_of(scope)), scope);
    auto owner = owner_of_the_folder();
    owner.scopes = {scope};
    auto visitor = anyone();
    visitor.scopes = {scope};
    for (const auto action : kActions) {
      EXPECT_EQ(may(owner, action, "home"), actions.contains(action));
      EXPECT_EQ(may(visitor, action, "home"), action == read_published)
          << "never further than the person";
    }
  }
  auto none = owner_of_the_folder();
  none.scopes.emplace();
  for (const auto action : kActions) {
    EXPECT_EQ(may(none, action, "home"), action == read_published);
  }
  EXPECT_EQ(scope_from("everything"), std::nullopt);
}

TEST(Permissions, ARefusalNamesTheScopeThatIsMissing) {
  auto owner = owner_of_the_folder();
  EXPECT_TRUE(must_be_allowed(owner, Action::publish, "home", "", ""));
  owner.scopes = {Scope::read};
  const auto refused = must_be_allowed(owner, Action::publish, "home", "only the owner", "/here");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind, base::ErrorKind::forbidden);
  EXPECT_EQ(refused.error().mend, "use a token with the scope publish");
  EXPECT_EQ(refused.error().place, "/here");
  const auto never = must_be_allowed(owner, Action::manage_tokens, "home", "", "");
  EXPECT_EQ(never.error().mend, "sign in: no token is for it");
  const auto stranger = must_be_allowed(anyone(), Action::publish, "home", "only the owner", "");
  EXPECT_EQ(stranger.error().message, "only the owner");
}

}  // namespace
}  // namespace comity::service
