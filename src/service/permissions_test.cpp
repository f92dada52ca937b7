#include "service/permissions.h"

#include <gtest/gtest.h>

namespace comity::service {
namespace {

TEST(Permissions, ThePublicReadsWhatIsPublishedAndNothingElse) {
  for (const auto action : kActions) {
    EXPECT_EQ(may(Role::anyone, action), action == Action::read_published);
    EXPECT_EQ(may(anyone(), action, "home"), action == Action::read_published);
  }
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

}  // namespace
}  // namespace comity::service
